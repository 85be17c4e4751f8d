"""Libraries that only some parts need: found when they are used, with a sentence that says how to get them."""

import importlib
from types import ModuleType

EXTRAS = {
    "cityindex.extras": "pip install 'warga[analysis]'",
    "scipy": "pip install 'warga[analysis]'",
    "openpyxl": "pip install 'warga[xlsx]'",
    "tqdm": "pip install 'warga[analysis]'",
}
"""How to get a library; any other is installed under its own name."""


class MissingExtraError(ImportError):
    """A library that this part needs is not installed; the message says how to get it."""


def need(module: str, *, why: str) -> ModuleType:
    """Import a module that may be missing. ``MissingExtraError`` names it, who asks (``why``) and the cure."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        lacking = error.name or module
        top = next((name for name in (lacking, lacking.partition(".")[0]) if name in EXTRAS), "")
        cure = EXTRAS.get(top, f"pip install {lacking.partition('.')[0]}")
        raise MissingExtraError(f"{why} needs {lacking.partition('.')[0]}; get it with: {cure}") from error
