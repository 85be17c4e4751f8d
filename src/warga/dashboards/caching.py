"""Public pages may be kept for a minute, and are not sent again while they have not changed."""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.vary import vary_on_cookie

MINUTE = 60

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Mark the answer to strangers as public and give it an ETag; staff see their menu and are not cached."""

    @wraps(view)
    @vary_on_cookie
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        if request.user.is_authenticated or response.status_code != 200:
            return response
        patch_cache_control(response, public=True, max_age=MINUTE)
        etag = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
        response["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response) or response

    return answer
