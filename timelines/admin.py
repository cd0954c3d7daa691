"""Where editors put timelines together."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from timelines import assembly
from timelines.models import Timeline
from timelines.subscriptions import Subscription

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Timeline]
else:
    Base = admin.ModelAdmin


@admin.register(Timeline)
class TimelineAdmin(Base):
    list_display = ("title", "slug", "names", "together", "topic", "chosen_only", "published", "page")
    list_filter = ("published", "together")
    search_fields = ("title", "slug", "summary")
    prepopulated_fields = {"slug": ("title",)}  # noqa: RUF012  the base class wants a plain dict
    autocomplete_fields = ("entities",)
    change_form_template = "admin/timelines/timeline/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(assembly.assemble)
        return [path("<int:number>/assemble/", view, name="timelines_timeline_assemble"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Timeline]:
        return super().get_queryset(request).annotate(names=Count("entities"))

    @admin.display(description="names", ordering="names")
    def names(self, timeline: Timeline) -> int:
        return int(getattr(timeline, "names", 0))

    @admin.display(description="page")
    def page(self, timeline: Timeline) -> str:
        return format_html(
            '<a href="{}">assemble</a> · <a href="{}">show</a>',
            reverse("admin:timelines_timeline_assemble", args=[timeline.pk]),
            reverse("timeline", args=[timeline.slug]),
        )


@admin.register(Subscription)
class SubscriptionAdmin(admin.ModelAdmin[Subscription] if TYPE_CHECKING else admin.ModelAdmin):  # type: ignore[misc]
    """That there is a reader, and not who: a person who writes to us is found by their whole address, and deleted."""

    list_display = ("masked", "page", "every", "language", "confirmed_at", "due_at", "attempts", "refused")
    list_filter = ("every", "language")
    search_fields = ("=email",)
    search_help_text = "the whole address"
    show_full_result_count = False
    fields = readonly_fields = (
        *("masked", "page", "every", "language", "asked_at", "confirmed_at", "looked_at", "due_at"),
        *("attempts", "refused"),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Subscription | None = None) -> bool:
        return False

    @admin.display(description="reader")
    def masked(self, subscription: Subscription) -> str:
        """ "r…@post.example": enough to tell two apart."""
        name, _, host = subscription.email.rpartition("@")
        return f"{name[:1]}…@{host}"
