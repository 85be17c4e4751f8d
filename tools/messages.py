"""Catalogues without gettext: extract, compile and check the Indonesian texts of every module with Babel.

python tools/messages.py extract   merge new texts into src/warga/<module>/locale/id/…/django.po
python tools/messages.py compile   write the .mo files Django reads
python tools/messages.py check     fail on a text without Indonesian, or one that is marked fuzzy
"""

import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "warga"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def extract_template(
    source: Any, keywords: Iterable[str], comment_tags: Iterable[str], options: dict[str, Any]
) -> Iterator[Any]:
    """Babel extractor for Django templates: Django rewrites them as Python calls, Babel reads those."""
    code = templatize(source.read().decode("utf-8"))
    yield from extract_python(BytesIO(code.encode("utf-8")), KEYWORDS, comment_tags, options)


def po_path(module: Path) -> Path:
    return module / "locale" / "id" / "LC_MESSAGES" / "django.po"


def modules() -> list[Path]:
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def found_in(module: Path) -> Catalog:
    """Collect every text of a module from its Python files and templates."""
    catalog = Catalog(locale="id", domain="django", project="Warga", charset="utf-8")
    methods = [
        ("templates/**.html", extract_template),
        ("templates/**.txt", extract_template),
        ("**.py", "python"),
    ]
    for filename, line, message, comments, context in extract_from_dir(module, methods, keywords=KEYWORDS):
        catalog.add(
            message, None, [(f"{module.name}/{filename}", line)], auto_comments=comments, context=context
        )
    return catalog


def stored(module: Path) -> Catalog:
    path = po_path(module)
    if not path.exists():
        return Catalog(locale="id", domain="django", project="Warga", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="id", domain="django")


def do_extract() -> int:
    for module in modules():
        found = found_in(module)
        if not len(found):
            continue
        catalog = stored(module)
        catalog.update(found, no_fuzzy_matching=True)
        path = po_path(module)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=110, ignore_obsolete=True, include_lineno=False, sort_output=True)
    return 0


def do_compile() -> int:
    for module in modules():
        path = po_path(module)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, stored(module))
    return 0


def do_check() -> int:
    missing = 0
    for module in modules():
        catalog = stored(module)
        for message in found_in(module):
            if not message.id:
                continue
            known = catalog.get(message.id, message.context)
            texts = (
                []
                if known is None
                else [known.string]
                if isinstance(known.string, str)
                else list(known.string)
            )
            if known is None or known.fuzzy or not texts or not all(texts):
                missing += 1
                print(f"{module.name}: no Indonesian for {message.id!r}")
    print(f"{missing} texts without Indonesian" if missing else "every text has Indonesian")
    return 1 if missing else 0


if __name__ == "__main__":
    if not settings.configured:
        settings.configure(USE_I18N=True)
    actions = {"extract": do_extract, "compile": do_compile, "check": do_check}
    if len(sys.argv) != 2 or sys.argv[1] not in actions:
        sys.exit(__doc__)
    sys.exit(actions[sys.argv[1]]())
