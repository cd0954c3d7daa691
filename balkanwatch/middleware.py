"""Loosens the content policy for Django's own admin, and for nothing else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def admin_styles(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Django's change forms carry two inline styles; under /admin/ styles, never scripts, may stand in the page."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_update = {"style-src": ["'unsafe-inline'"]}  # type: ignore[attr-defined]
        return response

    return respond
