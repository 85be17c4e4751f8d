"""The programming interface changes on purpose only: its description is kept beside the documentation.

Renew it with: RENEW=1 python -m pytest tests/architecture/test_openapi.py
"""

import json
import os
from pathlib import Path

from warga.api import api

SNAPSHOT = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"


def test_the_description_is_the_one_that_was_agreed_on() -> None:
    described = json.dumps(api.get_openapi_schema(), indent=1, sort_keys=True, default=str) + "\n"
    # Python 3.13 renamed the phrase of status 422.
    described = described.replace("Unprocessable Entity", "Unprocessable Content")
    if os.environ.get("RENEW") == "1":
        SNAPSHOT.write_text(described, encoding="utf-8")
    assert json.loads(described) == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_every_operation_says_what_it_does() -> None:
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            assert operation.get("summary"), f"{method} {path} has no summary"
