"""The columns of every export, each with its sentence: this is the codebook."""

from django.db.models import DecimalField, F, Func

from timelines.csvrows import Column, Table

_ARTICLE = (
    Column("source_id", "short name of the outlet; stable", "code", F("source__slug")),
    Column("source_name", "name of the outlet", "text", F("source__name")),
    Column("source_country", "ISO 3166 code of the outlet's country; XK is Kosovo, EU and INT are no countries", "code",
           F("source__country")),
    Column("language", "language as the outlet labels it: sr, bs, cnr, hr, sq, mk, en", "code", F("language")),
    Column("script", "script of the text: Latin or Cyrillic", "code", F("script")),
    Column("published_at", "time of publication as the outlet gives it, UTC; empty when none could be believed", "time",
           F("published_at")),
)  # fmt: skip


def _through(path: str, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The same columns asked from a row that points to the article."""
    return tuple(
        Column(column.name, column.about, column.kind, F(f"{path}__{column.source.name}")) for column in columns
    )


ARTICLES = Table(
    "articles",
    "One row for each article on the subject.",
    (
        Column("article_id", "our number of the article; stable", "number", F("pk")),
        Column("url", "address of the original", "code", F("url")),
        Column("title", "headline in its own language", "text", F("title")),
        *_ARTICLE,
        Column("dated_at", "published_at, or first_seen_at where that is empty; what lists are ordered by", "time",
               F("dated_at")),
        Column("published_from", "where on the page the time of publication was found", "code", F("published_from")),
        Column("first_seen_at", "when we first saw the address announced, UTC", "time", F("first_seen_at")),
        Column("fetched_at", "when we last read the page, UTC", "time", F("fetched_at")),
        Column("state", "kept; partial (only a teaser could be read); gone (since taken down)", "code",
               F("state")),
        Column("topics", "topics by our word lists", "list", F("topics")),
        Column("relevance", "score of the word lists; at or above the threshold an article is on the subject", "number",
               F("relevance")),
        Column("outlet", "outlet that the text itself names, when it is another one", "text", F("outlet")),
        Column("wire", "news agency that the text credits", "text", F("wire")),
        Column("based_on", "addresses that the text names as its origin", "list", F("based_on")),
        Column("copy_of", "article_id of the earlier article whose text this one repeats; empty for an original",
               "number", F("original_id")),
        Column("version", "number of the text's newest version; above 1 when it was changed after we first saw it",
               "number", F("version__number")),
    ),
)  # fmt: skip

_SENTENCE = (
    Column("sentence", "the sentence as published", "text", F("sentence__text")),
    Column(
        "sentence_start",
        "offset of its first character in the stored version",
        "number",
        F("sentence__start"),
    ),
)
_FOUND = (
    Column("start", "offset of the span's first character in the stored version", "number", F("start")),
    Column("end", "offset after its last character", "number", F("end")),
    Column("version_id", "our number of the version the offsets count in", "number", F("version_id")),
    Column("rule", "rule or model that found it", "code", F("rule")),
    Column("extractor", "rules and model of the reading", "code", F("extractor")),
    Column("confidence", "0 to 1 where a model gave one", "number", F("confidence")),
    Column("review", "machine, confirmed or corrected; rejected rows are left out", "code", F("review")),
)
_OF_ARTICLE = (
    Column("article_id", "our number of the article", "number", F("article_id")),
    Column("url", "address of the original", "code", F("article__url")),
    Column("title", "headline of the article", "text", F("article__title")),
    *_through("article", _ARTICLE),
    Column("copy_of", "article_id of the earlier article whose text this one repeats", "number",
           F("article__original_id")),
)  # fmt: skip


def _trimmed(name: str) -> Func:
    """A decimal without the zeros that its column adds: 650000000, not 650000000.0000."""
    return Func(F(name), function="trim_scale", output_field=DecimalField())


MENTIONS = Table(
    "mentions",
    "One row for each place in an article at which a person, country, agency or place is named.",
    (
        Column("mention_id", "our number of the mention; new after each reading", "number", F("pk")),
        Column("day", "day of the article, UTC", "date", F("day")),
        Column("kind", "person, country, agency or place", "code", F("kind")),
        Column("text", "the name as written", "text", F("text")),
        Column("name", "the fullest form of the name in that text", "text", F("name")),
        Column(
            "entity_id",
            "our number of the entity it was joined to; empty when to none",
            "number",
            F("entity_id"),
        ),
        Column("entity_name", "that entity's name", "text", F("entity__name")),
        Column(
            "demonym",
            "true for “Albanian”, which says where but does not name the country",
            "flag",
            F("demonym"),
        ),
        *_SENTENCE,
        *_OF_ARTICLE,
        *_FOUND,
    ),
)

FIGURES = Table(
    "figures",
    "One row for each sum, count or percentage. A sum that the text gives in two currencies is one row.",
    (
        Column("figure_id", "our number of the figure; new after each reading", "number", F("pk")),
        Column("day", "day of the article, UTC", "date", F("day")),
        Column("kind", "money, count or percent", "code", F("kind")),
        Column("text", "the figure as written", "text", F("text")),
        Column("value", "the number, in whole units; empty when it cannot be told", "number", _trimmed("value")),
        Column("value_max", "upper end of a range", "number", _trimmed("value_max")),
        Column("currency", "ISO 4217 code of the text's own currency", "code", F("currency")),
        Column("unit", "the counted noun as written, or %", "text", F("unit")),
        Column("qualifier", "about, more than, up to, …; empty when the number stands alone", "code", F("qualifier")),
        Column("measure", "what is counted: detections, arrivals, applications, …; detections are not persons", "code",
               F("measure")),
        Column("basis", "per year, month, day or head, or in total, where the sentence says so", "code", F("basis")),
        Column("direction", "up or down, for a percentage of change", "code", F("direction")),
        Column("period", "what time the sentence gives it for: 2024, 2024-10, 2023-01/2023-09, 2015/.., P5Y", "code",
               F("period")),
        Column("flow", "stock: who or what is there; flow: what happened in a period", "code", F("flow")),
        Column("hedge", "planned, estimated, alleged or denied, where the sentence says so", "code", F("hedge")),
        Column("said_by", "the words of the sentence for who gave it", "text", F("said_by")),
        Column("warning", "why it is to be read with care", "text", F("warning")),
        Column("eur", "a sum in euros at the rate of the article's day; empty when not converted", "number",
               _trimmed("eur")),
        Column("eur_max", "upper end of a range in euros", "number", _trimmed("eur_max")),
        Column("per_euro", "units of the currency for one euro, as the source of the rate has it", "number",
               _trimmed("per_euro")),
        Column("rate_day", "day of the rate", "date", F("rate_day")),
        Column("rate_known", "day: rate of a day; year: average of a year; law: fixed by law", "code",
               F("rate_known")),
        Column("rate_source", "who published the rate", "text", F("rate_source")),
        Column("subject", "key of what it is about", "code", F("subject")),
        Column("group_id", "our number of the group of figures about the same thing", "number", F("group_id")),
        Column("standing", "of that group: single, agree, updates or rival", "code", F("group__standing")),
        Column("other_text", "the same sum in its other currency, as written", "text", F("other_text")),
        Column("other_value", "its number", "number", _trimmed("other_value")),
        Column("other_currency", "its currency", "code", F("other_currency")),
        *_SENTENCE,
        *_OF_ARTICLE,
        *_FOUND,
    ),
)  # fmt: skip

GROUPS = Table(
    "figure-groups",
    "One row for each group of figures that are about the same thing.",
    (
        Column("group_id", "our number of the group; a group joined to another leads there", "number", F("pk")),
        Column("standing", "agree: one number; updates: later counts; rival: numbers that contradict each other; "
               "single: one figure", "code", F("standing")),
        Column("kind", "money, count or percent", "code", F("kind")),
        Column("subject", "key of what it is about", "code", F("subject")),
        Column("measure", "what is counted", "code", F("measure")),
        Column("unit", "the counted noun as first written", "text", F("unit")),
        Column("currency", "of the first figure; low and high are in it", "code", F("currency")),
        Column("basis", "per year, month, day or head, or in total", "code", F("basis")),
        Column("period", "what time it is for", "code", F("period")),
        Column("low", "lowest number", "number", _trimmed("low")),
        Column("high", "highest number", "number", _trimmed("high")),
        Column("eur_low", "lowest sum in euros", "number", _trimmed("eur_low")),
        Column("eur_high", "highest sum in euros", "number", _trimmed("eur_high")),
        Column("figures", "figures in it, those in copies among them", "number", F("members")),
        Column("independent", "outlets that have it in a text of their own", "number", F("independent")),
        Column("first_day", "day of the first figure", "date", F("first_day")),
        Column("last_day", "day of the last one", "date", F("last_day")),
    ),
)  # fmt: skip


def _side(side: str, when: str) -> tuple[Column, ...]:
    return (
        Column(f"{side}_text", f"the figure as written {when}", "text", F(f"{side}__text")),
        Column(f"{side}_value", "its number", "number", _trimmed(f"{side}__value")),
        Column(f"{side}_currency", "its currency", "code", F(f"{side}__currency")),
        Column(f"{side}_sentence", "its sentence", "text", F(f"{side}__sentence__text")),
        Column(f"{side}_start", "offset of the figure in that version", "number", F(f"{side}__start")),
        Column(f"{side}_end", "offset after its last character", "number", F(f"{side}__end")),
    )


CHANGES = Table(
    "figure-changes",
    "One row for each figure that came, went or became another between two versions of an article.",
    (
        Column("change_id", "our number of the change; new after each reading", "number", F("pk")),
        Column("seen_at", "when the later version was first seen, UTC", "time", F("seen_at")),
        Column("what", "added, removed or changed", "code", F("what")),
        Column("earlier_version", "number of the version before", "number", F("earlier__number")),
        Column("later_version", "number of the version after", "number", F("later__number")),
        *_side("before", "before"),
        *_side("after", "after"),
        *_OF_ARTICLE,
    ),
)  # fmt: skip

QUOTES = Table(
    "quotes",
    "One row for each passage of reported words.",
    (
        Column("quote_id", "our number of the quote; new after each reading", "number", F("pk")),
        Column("day", "day of the article, UTC", "date", F("day")),
        Column("text", "the words", "text", F("text")),
        Column("speaker", "who said them, as the text names the speaker; empty when it does not", "text", F("speaker")),
        Column("speaker_id", "our number of that entity", "number", F("entity_id")),
        Column("speaker_name", "its name", "text", F("entity__name")),
        Column("about", "names of the entities that the words name", "list", F("about_names")),
        *_SENTENCE,
        *_OF_ARTICLE,
        *_FOUND,
    ),
)  # fmt: skip

EVENTS = Table(
    "events",
    "One row for each dated statement: a sentence and the day, month or year it puts something at.",
    (
        Column("event_id", "our number of the statement; new after each reading", "number", F("pk")),
        Column("at", "first day of what the precision allows", "date", F("at")),
        Column("iso", "the date as precisely as it is told: 2024, 2024-02, 2024-02-13; 199 is a decade", "code",
               F("iso")),
        Column("precision", "day, month, year or decade", "code", F("precision")),
        Column("written", "true when the date stands in the sentence, false when it was worked out from the article's "
               "day", "flag", F("written")),
        Column("text", "the date as written", "text", F("text")),
        Column("stage", "what happened: initialled, signed, ratified, in force, ruling, arrest, statistic, …", "code",
               F("stage")),
        Column("stage_of", "of what is only announced, the stage that is to come", "code", F("stage_of")),
        Column("subject", "key of what it is about", "code", F("subject")),
        Column("event_group_id", "our number of the deed that several articles may tell", "number", F("group_id")),
        *_SENTENCE,
        *_OF_ARTICLE,
        *_FOUND,
    ),
)  # fmt: skip

ENTITIES = Table(
    "entities",
    "One row for each name with a page, counted over the days asked for.",
    (
        Column("entity_id", "our number of the entity; stable", "number", F("pk")),
        Column("key", "kind and short name, such as agency:frontex; stable", "code", F("key")),
        Column("kind", "person, country, agency or place", "code", F("kind")),
        Column("name", "the name we show", "text", F("name")),
        Column("acronym", "short form of an agency's name", "text", F("acronym")),
        Column("iso2", "code of a country; XK is Kosovo", "code", F("iso2")),
        Column("country", "country an agency or place belongs to", "code", F("country")),
        Column("wikidata", "Wikidata item", "code", F("wikidata")),
        Column("note", "office, or one line on who this is", "text", F("note")),
        Column(
            "origin",
            "seed, promoted (met in several articles of several sources) or curator",
            "code",
            F("origin"),
        ),
        Column(
            "articles",
            "articles that name it; a text that repeats another one is not counted",
            "number",
            F("articles"),
        ),
        Column("last_day", "day of the newest of them", "date", F("last_day")),
    ),
)

# Made by the timeline's own question, which puts two kinds of rows together; the source is the name in it.
TIMELINE = Table(
    "timeline",
    "One row for each dated sentence, for each deed that several articles tell, and for each article without a date, "
    "at its own day.",
    (
        Column("at", "first day of what the precision allows", "date", "at"),
        Column("iso", "the date as precisely as it is told: 2024, 2024-02, 2024-02-13; 199 is a decade", "code", "iso"),
        Column("precision", "day, month, year or decade", "code", "precision"),
        Column("written", "true when the date stands in the sentence, false when it was worked out from the article's "
               "day (“yesterday”); empty when the row stands at the article's day", "flag", "written"),
        Column("stage", "what happened: initialled, signed, ratified, in force, ruling, arrest, statistic, …", "code",
               "stage"),
        Column("stage_of", "of what is only announced, the stage that is to come", "code", "stage_of"),
        Column("line", "an editor's words in place of the sentence", "text", "line"),
        Column("origin", "found by the machine; pinned, rewritten or added by hand by an editor", "code", "origin"),
        Column("articles", "numbers of all articles that tell it, copies among them", "list", "articles"),
        Column("outlets", "short names of their outlets", "list", "outlets"),
        Column("sentence", "the sentence as published, of the first article that tells it", "text", "sentence_text"),
        Column("sentence_start", "offset of its first character in the stored version", "number", "sentence_start"),
        Column("article_id", "our number of that article; empty for what was added by hand", "number", "number"),
        Column("version_id", "our number of the version the offset counts in", "number", "version_number"),
        Column("url", "address of the original", "code", "url"),
        Column("title", "headline of the article", "text", "title"),
        Column("source_id", "short name of the outlet", "code", "source_slug"),
        Column("source_name", "name of the outlet", "text", "source_name"),
        Column("source_country", "ISO 3166 code of the outlet's country", "code", "source_country"),
        Column("language", "language as the outlet labels it", "code", "lang"),
        Column("published_at", "time of publication, UTC", "time", "published"),
        Column("copy_of", "article_id of the earlier article whose text this one repeats", "number", "copy_of"),
    ),
)  # fmt: skip

# Rows made in Python: few, and not from one question.
ATTENTION = Table(
    "attention",
    "One row for each name and each week, month, quarter or year: how many of all articles name it.",
    (
        Column("start", "Monday of the week, or first day of the month, quarter or year", "date"),
        Column("first_day", "first day counted; later than start when fewer days were asked for", "date"),
        Column("last_day", "last day counted", "date"),
        Column("by", "week, month, quarter or year", "code"),
        Column("entity_id", "our number of the entity", "number"),
        Column("entity_name", "its name", "text"),
        Column("outlets", "all; or a country's code for its own outlets, and “elsewhere” for all others", "code"),
        Column("matching", "articles that name it, copies counted once", "number"),
        Column(
            "total",
            "all articles kept, on the subject or not, copies counted once; 0 is a gap in collection",
            "number",
        ),
        Column("ratio", "matching divided by total; empty in a gap", "number"),
    ),
)

COMPARE = Table(
    "compare",
    "One row for each compared series and each week, month, quarter or year: how many of all articles it holds.",
    (
        Column("date", "Monday of the week, or first day of the month, quarter or year", "date"),
        Column("series", "the name, or the search between quotation marks; with its outlets' country", "text"),
        Column("matching", "articles that name it or meet the search, copies counted once", "number"),
        Column("total", "all articles kept of these outlets, on the subject or not, copies counted once; 0 is a gap",
               "number"),
        Column("ratio", "matching divided by total; empty in a gap", "number"),
        Column("by", "week, month, quarter or year", "code"),
        Column("first_day", "first day counted", "date"),
        Column("last_day", "last day counted", "date"),
    ),
)  # fmt: skip

DEALS = Table(
    "deals",
    "One row for each agreement and each stage of it that is told.",
    (
        Column("deal_id", "short name, as in the address of its timeline", "code"),
        Column("subject", "key of what it is about", "code"),
        Column("stage", "announced, proposed, initialled, signed, ratified, in force, …", "code"),
        Column("deeds", "different days on which it is told to have come to that stage", "number"),
        Column("first_day", "earliest day of the agreement's deeds", "date"),
        Column("last_day", "latest day", "date"),
    ),
)

TERMS = Table(
    "terms",
    "One row for each family of words and each week, month, quarter or year: how many articles use it.",
    (
        Column("start", "Monday of the week, or first day of the month, quarter or year", "date"),
        Column("first_day", "first day counted", "date"),
        Column("last_day", "last day counted", "date"),
        Column("by", "week, month, quarter or year; all for the whole time", "code"),
        Column("source_id", "short name of the outlet; empty for all outlets", "code"),
        Column("source_name", "its name", "text"),
        Column("family", "illegal, irregular, undocumented; migrant, refugee, asylum seeker; pushback, return, "
               "readmission; with their equivalents in each language", "code"),
        Column("matching", "articles on the subject that use a word of the family, copies left out", "number"),
        Column("total", "articles on the subject, copies left out; 0 is a gap", "number"),
        Column("ratio", "matching divided by total; empty in a gap", "number"),
    ),
)  # fmt: skip

COUNTRIES = Table(
    "countries",
    "One row for each country named in the newest days: 28 and 28 before, more of a thin archive, 7 of a large one.",
    (
        Column("iso2", "ISO 3166 code; XK is Kosovo", "code"),
        Column("entity_id", "our number of the country's entity", "number"),
        Column("name", "name of the country", "text"),
        Column("in_region", "true for the six countries whose coverage this site follows", "flag"),
        Column("first_day", "first day counted", "date"),
        Column("last_day", "last day counted: that of the newest article", "date"),
        Column("matching", "articles of these days that name the country, copies counted once", "number"),
        Column("total", "all articles kept of these days", "number"),
        Column("ratio", "matching divided by total", "number"),
        Column("matching_before", "the same for as many days before", "number"),
        Column("total_before", "the same for as many days before", "number"),
        Column("ratio_before", "matching_before divided by total_before", "number"),
    ),
)

SOURCES = Table(
    "sources",
    "One row for each outlet or institution we follow.",
    (
        Column("source_id", "short name; stable", "code"),
        Column("name", "name", "text"),
        Column("homepage", "address of its first page", "code"),
        Column("country", "ISO 3166 code; XK is Kosovo, EU and INT are not countries", "code"),
        Column("languages", "languages it publishes in", "list"),
        Column("kind", "news agency, newspaper, broadcaster, portal, …", "code"),
        Column("state", "working, partly failing, failing, paused, not visited yet, not followed", "code"),
        Column("failing_since", "first failed visit in a row, UTC", "time"),
        Column("last_visit", "newest visit, UTC", "time"),
        Column("last_success", "newest visit that worked, UTC", "time"),
        Column("paused_because", "why it is not visited", "text"),
        Column("articles_7", "articles on the subject first seen in the last 7 days", "number"),
        Column("articles_28", "articles on the subject first seen in the last 28 days", "number"),
        Column("kept_28", "all articles kept that were first seen in the last 28 days", "number"),
    ),
)

COVERAGE = Table(
    "coverage",
    "One row for each day of one source: the ledger of visits. A gap is not a zero.",
    (
        Column("day", "day, UTC", "date"),
        Column("source_id", "short name of the source", "code"),
        Column("state", "ok, mixed, failed, or none when no visit was made", "code"),
        Column("visits_ok", "visits that worked", "number"),
        Column("visits_failed", "visits that failed", "number"),
        Column("visits_blocked", "of those, visits that the site or its robots.txt refused", "number"),
        Column("off", "true when the source was paused that day", "flag"),
        Column("expected", "articles such a day usually brings; empty when too little is known", "number"),
        Column("announced", "articles announced that day", "number"),
        Column("fetched", "pages fetched that day", "number"),
        Column("kept", "articles kept that day", "number"),
        Column("bad_dates", "dates refused as impossible that day", "number"),
        Column("articles", "articles on the subject dated that day", "number"),
    ),
)

TIMELINES = Table(
    "timelines",
    "One row for each curated timeline.",
    (
        Column("timeline_id", "short name; stable", "code"),
        Column("title", "title", "text"),
        Column("summary", "what it follows", "text"),
        Column("entities", "names of its entities", "list"),
        Column("entity_ids", "our numbers of them", "list"),
        Column("together", "true when only articles that name all of them count", "flag"),
        Column("topic", "topic the articles have to be of", "text"),
    ),
)

CODEBOOK = Table(
    "codebook",
    "One row for each column of each export.",
    (
        Column("table", "name of the export", "code"),
        Column("column", "name of the column", "code"),
        Column("kind", "text, code, number, date, time, flag or list", "code"),
        Column("about", "what it holds", "text"),
    ),
)

TABLES = (
    *(
        ARTICLES,
        MENTIONS,
        FIGURES,
        GROUPS,
        CHANGES,
        QUOTES,
        EVENTS,
        ENTITIES,
        TIMELINE,
        ATTENTION,
        COMPARE,
        DEALS,
        TERMS,
    ),
    *(COUNTRIES, SOURCES, COVERAGE, TIMELINES),
)
