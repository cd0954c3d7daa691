"""Where editors put timelines together."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from timelines.models import Timeline

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Timeline]
else:
    Base = admin.ModelAdmin


@admin.register(Timeline)
class TimelineAdmin(Base):
    list_display = ("title", "slug", "names", "together", "topic", "published", "page")
    list_filter = ("published", "together")
    search_fields = ("title", "slug", "summary")
    prepopulated_fields = {"slug": ("title",)}  # noqa: RUF012  the base class wants a plain dict
    autocomplete_fields = ("entities",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Timeline]:
        return super().get_queryset(request).annotate(names=Count("entities"))

    @admin.display(description="names", ordering="names")
    def names(self, timeline: Timeline) -> int:
        return int(getattr(timeline, "names", 0))

    @admin.display(description="page")
    def page(self, timeline: Timeline) -> str:
        return format_html('<a href="{}">show</a>', reverse("timeline", args=[timeline.slug]))
