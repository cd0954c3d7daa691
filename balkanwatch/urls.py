"""Where every page is: the admin, the health page, and the public site of the top floor."""

from django.contrib import admin
from django.urls import include, path

from balkanwatch.health import health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("health", health, name="health"),
    path("", include("timelines.urls")),
]
