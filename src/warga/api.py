"""The programming interface: ``/api/v1/``, outside the languages, described at ``/api/v1/openapi.json``."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from ninja import NinjaAPI

from warga.assessments.api import router as assessments
from warga.indicators.api import frameworks, observations
from warga.web.api_errors import HANDLERS

# No page of the library's own: it would load its scripts from another host. ``/api/v1/`` is ours.
api = NinjaAPI(
    title="Warga",
    version="1",
    description="Frameworks, observations and assessments of cities. Reading needs no key, writing a token.",
    docs_url=None,
    urls_namespace="api",
)


def in_the_readers_language(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answer in the language a program asks for; addresses of the interface carry none."""

    @wraps(view)
    def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with translation.override(translation.get_language_from_request(request)):
            return view(request, *args, **kwargs)

    return speaking


api.add_decorator(in_the_readers_language, mode="view")
api.add_router("/frameworks", frameworks)
api.add_router("/observations", observations)
api.add_router("/assessments", assessments)
for kind, handler in HANDLERS:
    api.add_exception_handler(kind, handler)


@api.get("/", include_in_schema=False, url_name="docs")
def about(request: HttpRequest) -> HttpResponse:
    """Lead people to the page in their language."""
    return redirect("indicators:open-data")
