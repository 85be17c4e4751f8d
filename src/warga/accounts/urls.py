"""Pages for people who work here."""

from typing import Any

urlpatterns: list[Any] = []
