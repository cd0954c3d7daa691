"""Curating names: the queue, entities with their history, readers' proposals, and what each reading found."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from entities import models
from entities.admin import desk
from entities.models import (
    Alias,
    Correction,
    Decision,
    Entity,
    Event,
    Figure,
    Judgement,
    Mention,
    Proposal,
    Quote,
    Reading,
    Refused,
    Stop,
)
from entities.models.review import CORRECTABLE, name_of


class Looked(admin.ModelAdmin):
    """A list that is looked at: nothing is added, and nothing deleted."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AliasInline(admin.TabularInline):
    """The names as they are; adding and silencing them is on the entity's desk, where it can be undone."""

    model = Alias
    fk_name = "entity"
    extra = 0
    fields = readonly_fields = ("text", "language", "ambiguous", "origin", "because")
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Entity)
class EntityAdmin(admin.ModelAdmin):
    """What is decided on a desk (name, kind, hiding, merging ...) is only shown here: there it has a history."""

    list_display = ("name", "kind", "acronym", "country", "note", "origin", "hidden", "merged_into", "desk")
    list_filter = ("kind", "origin", "hidden", "country")
    search_fields = ("name", "key", "acronym", "aliases__text", "aliases__folded")
    list_select_related = ("merged_into",)
    inlines = (AliasInline,)
    show_full_result_count = False
    actions = ("make_one",)
    fields = (
        *("key", "name", "kind", "iso2", "acronym", "country", "wikidata", "note"),
        *("origin", "hidden", "hidden_because", "merged_into", "desk"),
    )
    _decided = ("hidden", "hidden_because", "merged_into", "origin", "desk")

    def get_readonly_fields(self, request: HttpRequest, obj: Entity | None = None) -> tuple[str, ...]:
        return ("key", "name", "kind", "wikidata", *self._decided) if obj else self._decided

    def get_urls(self) -> list[URLPattern]:
        vetted = self.admin_site.admin_view
        return [
            path("<int:pk>/desk/", vetted(desk.desk), name="entities_entity_desk"),
            path("<int:pk>/act/", vetted(desk.act), name="entities_entity_act"),
            *super().get_urls(),
        ]

    @admin.display(description="desk")
    def desk(self, entity: Entity) -> SafeString:
        if not entity.pk:
            return format_html("")
        return format_html('<a href="{}">desk</a>', reverse("admin:entities_entity_desk", args=[entity.pk]))

    def save_model(self, request: HttpRequest, obj: Entity, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            models.add_alias(obj, obj.name, request.user, "the name it was made under")

    @admin.action(description="Make one of the chosen (a listed or the oldest one stays)")
    def make_one(self, request: HttpRequest, queryset: QuerySet[Entity]) -> None:
        chosen = sorted(queryset, key=lambda entity: (entity.origin != Entity.Origin.SEED, entity.pk))
        if len({entity.kind for entity in chosen}) > 1 or len(chosen) > 20:
            self.message_user(request, "Choose at most twenty of one kind.", messages.ERROR)
            return
        for entity in chosen[1:]:
            try:
                models.merge(entity, chosen[0], request.user, "chosen in the list")
            except Refused as refused:
                self.message_user(request, f"{entity}: {refused}", messages.ERROR)
        self.message_user(request, f"{len(chosen)} names lead to {chosen[0]}; each merge can be undone on its desk.")


@admin.register(Judgement)
class JudgementAdmin(Looked):
    """The questions, asked and answered; the queue is the fast way through them."""

    list_display = ("sides", "kind", "hint", "hint_reason", "weight", "verdict", "user", "answered_at")
    list_filter = ("verdict", "hint", "kind")
    search_fields = ("a__name", "b__name", "text")
    list_select_related = ("a", "b", "user")
    actions = ("all_same", "all_different")
    fields = ("a", "b", "text", "kind", "hint", "hint_reason", "verdict", "reason", "user", "at", "answered_at")
    readonly_fields = fields

    def get_urls(self) -> list[URLPattern]:
        queue = self.admin_site.admin_view(desk.queue)
        return [path("queue/", queue, name="entities_judgement_queue"), *super().get_urls()]

    @admin.display(description="the same?")
    def sides(self, judgement: Judgement) -> str:
        return f"{judgement.a} · {judgement.b or judgement.text}"

    @admin.action(description="Same, where the rules say so too")
    def all_same(self, request: HttpRequest, queryset: QuerySet[Judgement]) -> None:
        sure = queryset.filter(hint="same").exclude(hint_reason__contains="initial")
        self._answer(request, sure.exclude(hint_reason__contains="one bearer"), "same", queryset.count())

    @admin.action(description="Different")
    def all_different(self, request: HttpRequest, queryset: QuerySet[Judgement]) -> None:
        self._answer(request, queryset, "different", queryset.count())

    def _answer(self, request: HttpRequest, questions: QuerySet[Judgement], verdict: str, chosen: int) -> None:
        done = 0
        for number in list(questions.values_list("pk", flat=True)):
            try:
                done += models.answer(number, verdict, request.user, "answered in the list") is not None
            except Refused as refused:
                self.message_user(request, str(refused), messages.ERROR)
        self.message_user(request, f"{done} of {chosen} answered “{verdict}”; each can be undone in the decisions.")


@admin.register(Decision)
class DecisionAdmin(Looked):
    """Who decided what, when and why; everything can be undone."""

    list_display = ("at", "action", "label", "reason", "user", "undone_at")
    list_filter = ("action", "at")
    search_fields = ("label", "reason", "user__username")
    list_select_related = ("user",)
    actions = ("undo",)
    fields = ("action", "label", "reason", "entity", "other", "user", "at", "undone_at", "undone_by")
    readonly_fields = fields

    @admin.action(description="Undo")
    def undo(self, request: HttpRequest, queryset: QuerySet[Decision]) -> None:
        for decision in queryset.order_by("-at", "-pk"):
            try:
                models.undo(decision, request.user)
                self.message_user(request, f"Undone: {decision.label}")
            except Refused as refused:
                self.message_user(request, f"{decision.label}: {refused}", messages.ERROR)


@admin.register(Proposal)
class ProposalAdmin(Looked):
    """The inbox of what readers ask to be put right."""

    list_display = ("at", "about", "shown", "short", "contact", "state")
    list_filter = ("state", "about", "at")
    search_fields = ("text", "shown", "contact")
    actions = ("done", "declined")
    readonly_fields = ("about", "at", "shown", "desk", "text", "contact", "user", "answered_at")
    fields = (*readonly_fields, "state", "answer")

    @admin.display(description="text")
    def short(self, proposal: Proposal) -> str:
        return proposal.text[:120]

    @admin.display(description="entity's desk")
    def desk(self, proposal: Proposal) -> SafeString | str:
        if not proposal.entity_id:
            return "none"
        where = reverse("admin:entities_entity_desk", args=[proposal.entity_id])
        return format_html('<a href="{}">{}</a>', where, proposal.entity)

    def save_model(self, request: HttpRequest, obj: Proposal, form: Any, change: bool) -> None:
        obj.user, obj.answered_at = request.user, timezone.now()  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    @admin.action(description="Done")
    def done(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> None:
        self._settle(request, queryset, Proposal.State.DONE)

    @admin.action(description="Declined")
    def declined(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> None:
        self._settle(request, queryset, Proposal.State.DECLINED)

    def _settle(self, request: HttpRequest, queryset: QuerySet[Proposal], state: str) -> None:
        number = queryset.update(state=state, user=request.user, answered_at=timezone.now())
        self.message_user(request, f"{number} {state}.")


@admin.register(Stop)
class StopAdmin(admin.ModelAdmin):
    """Names that must not come back. To lift one, undo its decision."""

    list_display = ("text", "kind", "reason", "active", "user", "at")
    list_filter = ("active", "kind")
    search_fields = ("text", "folded", "reason")
    fields = ("kind", "text", "reason")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Stop, form: Any, change: bool) -> None:
        decision = models.take_down(obj.kind, obj.text, obj.reason, request.user)
        made = Stop.objects.filter(pk__in=decision.before["stops"]).first()
        obj.pk = made.pk if made else obj.pk


@admin.register(Correction)
class CorrectionAdmin(Looked):
    """What people said of extracted rows, apart from the rows; undone in the decisions."""

    list_display = ("at", "row", "text", "review", "was", "becomes", "user")
    list_filter = ("row", "review")
    list_select_related = ("user",)
    search_fields = ("text", "sentence")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Reading)
class ReadingAdmin(admin.ModelAdmin):
    """What the machine made of each text; those set aside wait here with their reason."""

    list_display = ("article", "state", "reader", "words", "seconds", "attempts", "read_at", "rows", "short_error")
    list_filter = ("state", "cut", "reader")
    search_fields = ("article__title", "article__url", "error")
    list_select_related = ("article",)
    show_full_result_count = False
    list_per_page = 50
    actions = ("read_again",)
    fields = ("article", "state", "reader", "model", "words", "seconds", "cut", "attempts", "read_at", "error", "rows")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        rows = self.admin_site.admin_view(desk.rows)
        return [path("<int:pk>/rows/", rows, name="entities_reading_rows"), *super().get_urls()]

    @admin.display(description="error")
    def short_error(self, reading: Reading) -> str:
        return reading.error[:120]

    @admin.display(description="found")
    def rows(self, reading: Reading) -> SafeString:
        where = reverse("admin:entities_reading_rows", args=[reading.pk])
        return format_html('<a href="{}">what was found</a>', where)

    @admin.action(description="Read again")
    def read_again(self, request: HttpRequest, queryset: QuerySet[Reading]) -> None:
        number = queryset.update(reader="", wanted="", attempts=0, leased_until=timezone.now(), error="")
        self.message_user(request, f"{number} texts will be read by the nightly sweep, new ones within a minute.")


class FoundAdmin(Looked):
    """Extracted rows, each with its sentence. What a person changes is kept apart, and put back after each reading."""

    list_select_related: ClassVar = ["sentence", "article"]
    list_editable = ("review",)

    @admin.display(description="sentence")
    def in_sentence(self, row: Any) -> str:
        return str(row.sentence.text)[:300]

    @admin.display(description="corrections")
    def corrections(self, row: Any) -> SafeString:
        said = Correction.objects.filter(version=row.version_id, row=name_of(row), start=row.start).select_related(
            "user"
        )
        return format_html_join("", "<p>{}: {} {}</p>", ((c.at.date(), c.user or "rule", c) for c in said))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        own = [field.name for field in self.model._meta.fields if field.name not in {"id", "sentence", "folded", "key"}]
        return [*own, "in_sentence", "corrections"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        own = CORRECTABLE[self.model._meta.model_name or ""]
        return [field for field in self.get_fields(request, obj) if field != "review" and field not in own]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        changed = {name: form.cleaned_data[name] for name in form.changed_data if name != "review"}
        review = form.cleaned_data.get("review", obj.review)
        if changed and "review" not in form.changed_data:
            review = "corrected"
        models.correct(self.model._default_manager.get(pk=obj.pk), review, changed, request.user)


@admin.register(Figure)
class FigureAdmin(FoundAdmin):
    list_display = ("text", "kind", "value", "currency", "unit", "qualifier", "measure", "review", "in_sentence")
    list_filter = ("kind", "currency", "review", "current")


@admin.register(Mention)
class MentionAdmin(FoundAdmin):
    list_display = ("text", "kind", "name", "entity", "joined_by", "review", "in_sentence")
    list_filter = ("kind", "review", "current")
    list_select_related: ClassVar = ["sentence", "article", "entity"]


@admin.register(Event)
class EventAdmin(FoundAdmin):
    list_display = ("text", "iso", "precision", "review", "in_sentence")
    list_filter = ("precision", "review", "current")


@admin.register(Quote)
class QuoteAdmin(FoundAdmin):
    list_display = ("text", "speaker", "entity", "review", "in_sentence")
    list_filter = ("review", "current")
    list_select_related: ClassVar = ["sentence", "article", "entity"]
