"""What the views of this module share."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest

from warga.kernel.errors import DomainError, NotAllowedError
from warga.places.selectors import city_from

if TYPE_CHECKING:
    from warga.places.models import City


def city_or_404(slug: str | None) -> "City":
    city = city_from(slug)
    if city is None:
        raise Http404
    return city


def saved(form: forms.Form, verb: Callable[..., Any], **arguments: Any) -> Any | None:
    """Carry a verb out with the form's values; a refusal becomes the form's error and the answer None."""
    try:
        return verb(**form.cleaned_data, **arguments)
    except NotAllowedError:
        raise
    except DomainError as error:
        form.add_error(None, error.message)
        return None


def done(request: HttpRequest, words: str, verb: Callable[..., Any], **arguments: Any) -> None:
    """Carry a verb out that needs no form; say ``words``, or why not."""
    try:
        verb(**arguments)
    except NotAllowedError:
        raise
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, words)
