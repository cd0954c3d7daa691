"""Loosens the content policy for Django's own admin, and takes the language of a page from its address."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from timelines import labels


def admin_styles(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Django's change forms carry two inline styles; under /admin/ styles, never scripts, may stand in the page."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_update = {"style-src": ["'unsafe-inline'"]}  # type: ignore[attr-defined]
        return response

    return respond


def address_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A page speaks the language its address begins with: no cookie and no header decides, so it can be shared."""

    def respond(request: HttpRequest) -> HttpResponse:
        language, _ = labels.without_language(request.path_info)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", labels.language_tag(language))
        return response

    return respond
