"""Curating sources: which one broke, since when and why; pause it, visit it now; and the articles it brought."""

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Address, Article, Host, Source, Tombstone, Version, Visit


class StateFilter(admin.SimpleListFilter):
    """Sources by what a curator has to do about them."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("failing", "failing"), ("working", "working"), ("paused", "paused or off"), ("new", "never visited")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        followed = queryset.filter(enabled=True, paused_because="")
        match self.value():
            case "failing":
                return followed.filter(failing_since__isnull=False)
            case "working":
                return followed.filter(failing_since__isnull=True, last_visit_at__isnull=False)
            case "paused":
                return queryset.filter(Q(enabled=False) | ~Q(paused_because=""))
            case "new":
                return followed.filter(last_visit_at__isnull=True)
        return queryset


class AddressInline(admin.TabularInline):
    model = Address
    extra = 1
    fields = ("url", "kind", "due_at", "last_outcome", "failing_since", "last_success_at", "last_detail")
    readonly_fields = ("last_outcome", "failing_since", "last_success_at", "last_detail")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "due_at" and field is not None:
            field.initial = timezone.now
        return field


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ("name", "country", "kind", "state", "failing_for", "last_outcome", "week", "enabled", "edit_reason")
    list_filter = (StateFilter, "country", "kind", "enabled")
    search_fields = ("name", "homepage", "slug")
    prepopulated_fields: ClassVar = {"slug": ["name"]}
    inlines = (AddressInline,)
    actions = ("visit_now", "pause", "resume")
    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        newest = Address.objects.filter(source=OuterRef("pk")).order_by(F("last_visit_at").desc(nulls_last=True))
        week = (
            Article.objects.filter(source=OuterRef("pk"), dated_at__gte=timezone.now() - timedelta(days=7))
            .values("source")
            .annotate(n=Count("*"))
            .values("n")
        )
        sources: QuerySet[Source] = super().get_queryset(request)
        return sources.annotate(
            failing_since=Min("addresses__failing_since"),
            last_visit_at=Subquery(newest.values("last_visit_at")[:1]),
            last_outcome=Subquery(newest.values("last_outcome")[:1]),
            last_detail=Subquery(newest.values("last_detail")[:1]),
            week=Coalesce(Subquery(week), 0),
        )

    @admin.display(description="state", ordering="failing_since")
    def state(self, source: Any) -> str:
        if not source.is_followed:
            return "paused" if source.enabled else "off"
        if source.failing_since:
            return "FAILING"
        return "working" if source.last_visit_at else "new"

    @admin.display(description="failing since", ordering="failing_since")
    def failing_for(self, source: Any) -> str:
        return f"{source.failing_since:%Y-%m-%d %H:%M}" if source.failing_since else ""

    @admin.display(description="last outcome")
    def last_outcome(self, source: Any) -> str:
        return " — ".join(part for part in (source.last_outcome, source.last_detail) if part)

    @admin.display(description="articles in 7 days", ordering="week")
    def week(self, source: Any) -> int:
        return int(source.week)

    @admin.display(description="paused because")
    def edit_reason(self, source: Source) -> str:
        return source.paused_because

    @admin.action(description="Visit now")
    def visit_now(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        now = timezone.now()
        number = Address.objects.filter(source__in=queryset).update(due_at=now)
        self.message_user(request, f"{number} addresses are due now; the next sweep visits them within a minute.")

    @admin.action(description="Pause")
    def pause(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        reason = f"paused by {request.user.get_username()} on {timezone.now():%Y-%m-%d}"
        number = queryset.filter(paused_because="").update(paused_because=reason)
        self.message_user(request, f"{number} sources paused. Open one to write a better reason.")

    @admin.action(description="Resume")
    def resume(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        number = queryset.update(paused_because="", enabled=True)
        self.message_user(request, f"{number} sources are followed again.", messages.SUCCESS)


@admin.register(Address)
class AddressAdmin(admin.ModelAdmin):
    list_display = ("url", "source", "kind", "last_outcome", "failing_since", "last_success_at", "due_at", "bad_dates")
    list_filter = ("kind", "last_outcome", ("failing_since", admin.EmptyFieldListFilter))
    search_fields = ("url", "source__name")
    autocomplete_fields = ("source",)
    list_select_related = ("source",)
    show_full_result_count = False


@admin.register(Visit)
class VisitAdmin(admin.ModelAdmin):
    """The coverage ledger; read only."""

    list_display = ("at", "address", "outcome", "status", "items", "new", "size", "seconds", "branch", "detail")
    list_filter = ("outcome",)
    list_select_related = ("address",)
    search_fields = ("address__url",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Visit | None = None) -> bool:
        return False


class VersionInline(admin.TabularInline):
    model = Version
    fk_name = "article"
    extra = 0
    fields = ("number", "seen_at", "beginning")
    readonly_fields = fields
    can_delete = False

    @admin.display(description="text")
    def beginning(self, version: Version) -> str:
        return version.text[:400]

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    list_display = (
        "title_or_url",
        "source",
        "state",
        "dated_at",
        "language",
        "relevance",
        "subject",
        "attempts",
        "detail",
    )
    list_filter = ("state", "relevant", "relevant_by_hand", "language", "published_from")
    search_fields = ("title", "url")
    autocomplete_fields = ("source",)
    raw_id_fields = ("original",)
    list_select_related = ("source",)
    date_hierarchy = "dated_at"
    show_full_result_count = False
    list_per_page = 50
    inlines = (VersionInline,)
    exclude = ("version",)
    readonly_fields = (
        *("original_link", "state", "detail", "relevance", "relevant", "topics", "cues", "first_seen_at", "fetched_at"),
        *("published_from", "published_raw", "announced_at", "announced_raw", "attempts"),
    )
    actions = ("fetch_again", "on_subject", "off_subject", "no_word")

    @admin.display(description="title", ordering="title")
    def title_or_url(self, article: Article) -> str:
        return article.title or article.url

    @admin.display(description="of the subject", boolean=True)
    def subject(self, article: Article) -> bool:
        return article.is_relevant

    @admin.display(description="original")
    def original_link(self, article: Article) -> SafeString:
        return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', article.url, article.url)

    @admin.action(description="Fetch again (also those set aside)")
    def fetch_again(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        number = queryset.update(due_at=timezone.now(), attempts=0)
        queryset.filter(state=Article.State.SET_ASIDE).update(state=Article.State.ANNOUNCED)
        self.message_user(request, f"{number} articles are due now.")

    @admin.action(description="Mark as of the subject")
    def on_subject(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self.message_user(request, f"{queryset.update(relevant_by_hand=True)} marked; they will be read.")

    @admin.action(description="Mark as off the subject")
    def off_subject(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self.message_user(request, f"{queryset.update(relevant_by_hand=False)} marked; they leave all pages.")

    @admin.action(description="Leave it to the machine")
    def no_word(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self.message_user(request, f"{queryset.update(relevant_by_hand=None)} left to the cues.")


@admin.register(Host)
class HostAdmin(admin.ModelAdmin):
    list_display = ("name", "robots_status", "robots_until", "free_at")
    search_fields = ("name",)
    show_full_result_count = False


@admin.register(Tombstone)
class TombstoneAdmin(admin.ModelAdmin):
    list_display = ("key", "reason", "buried_at")
    search_fields = ("key", "reason")
