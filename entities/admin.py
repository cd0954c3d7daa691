"""Curating names: entities with their aliases, the readings with what they found, and what was set aside."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from entities.models import Alias, Entity, Figure, Mention, Quote, Reading


class AliasInline(admin.TabularInline):
    model = Alias
    extra = 1


@admin.register(Entity)
class EntityAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "acronym", "country", "note", "origin", "hidden", "merged_into")
    list_filter = ("kind", "origin", "hidden", "country")
    search_fields = ("name", "key", "acronym", "aliases__text", "aliases__folded")
    autocomplete_fields = ("merged_into",)
    list_select_related = ("merged_into",)
    inlines = (AliasInline,)
    show_full_result_count = False
    actions = ("hide", "show")

    def get_readonly_fields(self, request: HttpRequest, obj: Entity | None = None) -> tuple[str, ...]:
        return ("key", "origin") if obj else ("origin",)

    @admin.action(description="Hide from the public pages")
    def hide(self, request: HttpRequest, queryset: QuerySet[Entity]) -> None:
        self.message_user(request, f"{queryset.update(hidden=True)} hidden.")

    @admin.action(description="Show on the public pages")
    def show(self, request: HttpRequest, queryset: QuerySet[Entity]) -> None:
        self.message_user(request, f"{queryset.update(hidden=False)} shown.")


@admin.register(Reading)
class ReadingAdmin(admin.ModelAdmin):
    """What the machine made of each text; those set aside wait here with their reason."""

    list_display = ("article", "state", "reader", "words", "seconds", "attempts", "read_at", "short_error")
    list_filter = ("state", "cut", "reader")
    search_fields = ("article__title", "article__url", "error")
    list_select_related = ("article",)
    show_full_result_count = False
    list_per_page = 50
    actions = ("read_again",)
    fields = ("article", "state", "reader", "model", "words", "seconds", "cut", "attempts", "read_at", "error", "found")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description="error")
    def short_error(self, reading: Reading) -> str:
        return reading.error[:120]

    @admin.display(description="found")
    def found(self, reading: Reading) -> SafeString:
        rows: list[tuple[Any, ...]] = [
            (mention.kind, mention.text, mention.name, mention.rule, mention.sentence.text)
            for mention in Mention.objects.filter(version=reading.version_id).select_related("sentence")
        ]
        rows += [
            (
                figure.kind,
                figure.text,
                f"{figure.value} {figure.currency or figure.unit}",
                figure.rule,
                figure.sentence.text,
            )
            for figure in Figure.objects.filter(version=reading.version_id).select_related("sentence")
        ]
        rows += [
            ("quote", quote.text[:120], quote.speaker, quote.rule, quote.sentence.text)
            for quote in Quote.objects.filter(version=reading.version_id).select_related("sentence")
        ]
        return format_html_join("", "<p><b>{}</b> «{}» → {} <small>({})</small><br>{}</p>", rows)

    @admin.action(description="Read again")
    def read_again(self, request: HttpRequest, queryset: QuerySet[Reading]) -> None:
        number = queryset.update(reader="", wanted="", attempts=0, leased_until=timezone.now(), error="")
        self.message_user(request, f"{number} texts will be read by the nightly sweep, new ones within a minute.")


class FoundAdmin(admin.ModelAdmin):
    """A list of extracted rows, each with its sentence; only the review is a person's."""

    list_select_related: ClassVar = ["sentence", "article"]
    show_full_result_count = False
    list_per_page = 50
    raw_id_fields: ClassVar = ["article", "version", "sentence"]

    @admin.display(description="sentence")
    def in_sentence(self, row: Any) -> str:
        return str(row.sentence.text)[:300]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in self.model._meta.fields if field.name != "review"]


@admin.register(Figure)
class FigureAdmin(FoundAdmin):
    list_display = ("text", "kind", "value", "currency", "unit", "qualifier", "measure", "review", "in_sentence")
    list_filter = ("kind", "currency", "review", "current")
    list_editable = ("review",)
