"""Where every page is: the admin, the health page, and the public site, each language under its own prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from balkanwatch.health import health
from timelines.urls import pages

urlpatterns = [
    path("admin/", admin.site.urls),
    path("health", health, name="health"),
    path("", include("timelines.urls")),
    *i18n_patterns(path("", include(pages)), prefix_default_language=False),
]
