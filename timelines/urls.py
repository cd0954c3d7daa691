"""Where every public page is, and the same address with .csv or .json for what it shows."""

from django.urls import path, register_converter

from timelines.exports import api, feeds, openapi, robots, stories
from timelines.exports import lists as exports
from timelines.pages import (
    articles,
    compare,
    countries,
    digests,
    downloads,
    embeds,
    entities,
    figures,
    groups,
    home,
    methods,
    proposals,
    quotes,
    sources,
    style,
    terms,
    timelines,
)


class Form:
    """The ending of an export."""

    regex = "csv|json|xlsx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Feed:
    """The ending of a feed."""

    regex = r"atom|feed\.json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Story:
    """The ending of a timeline for other programs: TimelineJS, and calendars."""

    regex = r"timeline\.json|ics"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Number:
    """An id: whole, positive, and small enough for its column."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Form, "form")
register_converter(Feed, "feed")
register_converter(Number, "number")
register_converter(Story, "story")

_addresses = [
    path("", home.home_page, name="home"),
    path("search", articles.search, name="search"),
    path("articles/", articles.articles_page, name="articles"),
    path("articles.<form:form>", exports.articles_list, name="articles-export"),
    path("articles.<feed:form>", feeds.articles_feed, name="articles-feed"),
    path("articles/<number:number>/", articles.article_page),
    path("articles/<number:number>-<slug:slug>/", articles.article_page, name="article"),
    path("mentions.<form:form>", exports.mentions_list, name="mentions-export"),
    path("entities/", entities.entities_page, name="entities"),
    path("entities.<form:form>", exports.entities_list, name="entities-export"),
    path("entities/suggest.json", entities.suggest, name="entity-suggest"),
    path("entities/Q<number:item>/", entities.by_wikidata, name="entity-by-wikidata"),
    path("entities/<number:number>/", entities.entity_page),
    path("entities/<number:number>-<slug:slug>/", entities.entity_page, name="entity"),
    path("entities/<number:number>-<slug:slug>.<form:form>", exports.entity, name="entity-export"),
    path("entities/<number:number>-<slug:slug>.<feed:form>", feeds.entity_feed, name="entity-feed"),
    path(
        "entities/<number:number>-<slug:slug>/attention.<form:form>",
        exports.entity_attention,
        name="entity-attention",
    ),
    path(
        "entities/<number:number>-<slug:slug>.<story:form>",
        stories.entity,
        name="entity-story",
    ),
    path("quotes/", quotes.quotes_page, name="quotes"),
    path("quotes.<form:form>", exports.quotes_list, name="quotes-export"),
    path("terms/", terms.terms_page, name="terms"),
    path("terms.<form:form>", exports.terms_list, name="terms-export"),
    path("events.<form:form>", exports.events_list, name="events-export"),
    path("pairs/<number:first>-<number:second>/", compare.pair_page, name="pair"),
    path("pairs/<number:first>-<number:second>.<form:form>", exports.pair, name="pair-export"),
    path("pairs/<number:first>-<number:second>.<story:form>", stories.pair, name="pair-story"),
    path("pairs/<number:first>-<number:second>/attention.<form:form>", exports.pair_attention, name="pair-attention"),
    path("compare/", compare.compare_page, name="compare"),
    path("compare.<form:form>", exports.comparison, name="compare-export"),
    path("timelines/", timelines.timelines_page, name="timelines"),
    path("timelines.<form:form>", exports.timelines_list, name="timelines-export"),
    path("timelines/<slug:slug>/", timelines.timeline_page, name="timeline"),
    path("timelines/<slug:slug>.<form:form>", exports.timeline, name="timeline-export"),
    path("timelines/<slug:slug>.<feed:form>", feeds.timeline_feed, name="timeline-feed"),
    path("timelines/<slug:slug>.<story:form>", stories.timeline, name="timeline-story"),
    path("topics/<slug:slug>/", timelines.topic_page, name="topic"),
    path("topics/<slug:slug>.<form:form>", exports.topic, name="topic-export"),
    path("topics/<slug:slug>.<story:form>", stories.topic, name="topic-story"),
    path("deals/", timelines.deals_page, name="deals"),
    path("deals.<form:form>", exports.deals, name="deals-export"),
    path("deals/<slug:slug>/", timelines.deal_page, name="deal"),
    path("deals/<slug:slug>.<form:form>", exports.deal, name="deal-export"),
    path("deals/<slug:slug>.<story:form>", stories.deal, name="deal-story"),
    path("articles/<number:number>/versions/<number:version>/", figures.version_page, name="version"),
    path("figures/groups/", groups.groups_page, name="figure-groups"),
    path("figures/groups.<form:form>", exports.groups_list, name="figure-groups-export"),
    path("figures/groups/<number:number>/", groups.group_page, name="figure-group"),
    path("figures/groups/<number:number>.<form:form>", exports.group, name="figure-group-export"),
    path("figures/changes/", figures.changes_page, name="figure-changes"),
    path("figures/changes.<form:form>", exports.changes, name="figure-changes-export"),
    path("figures/", figures.figures_page, name="figures"),
    path("figures.<form:form>", exports.figures_list, name="figures-export"),
    path("countries/", countries.countries_page, name="countries"),
    path("countries.<form:form>", exports.countries, name="countries-export"),
    path("countries/<slug:iso2>/", countries.country_page, name="country"),
    path("countries/<slug:iso2>.<form:form>", exports.country, name="country-export"),
    path("countries/<slug:iso2>.<feed:form>", feeds.country_feed, name="country-feed"),
    path("attention.<form:form>", exports.region_attention, name="region-attention"),
    path("sources/", sources.sources_page, name="sources"),
    path("sources.opml", sources.sources_opml, name="sources-opml"),
    path("sources.<form:form>", exports.sources_list, name="sources-export"),
    path("sources/<slug:slug>/", sources.source_page, name="source"),
    path("sources/<slug:slug>.<form:form>", exports.source, name="source-export"),
    path("sources/<slug:slug>.<feed:form>", feeds.source_feed, name="source-feed"),
    path("exports/", downloads.exports_page, name="exports"),
    path("exports/latest/", downloads.latest, name="latest-snapshot"),
    path("exports/<slug:name>/", downloads.snapshot_page, name="snapshot"),
    path("exports/<slug:name>/<str:file>", downloads.file, name="snapshot-file"),
    path("api/", methods.api_page, name="api"),
    path("api/v1/openapi.json", openapi.description, name="api-description"),
    path("api/v1/<slug:name>", api.rows, name="api-rows"),
    path("api/v1/<slug:name>/<number:number>", api.row, name="api-row"),
    path("api/v1/<path:rest>", api.nothing),
    path("embed/entities/<number:number>/", embeds.entity, name="embed-entity"),
    path("embed/entities/<number:number>/timeline/", embeds.entity_timeline, name="embed-entity-timeline"),
    path("embed/pairs/<number:first>-<number:second>/", embeds.pair_timeline, name="embed-pair-timeline"),
    path("embed/timelines/<slug:slug>/", embeds.timeline, name="embed-timeline-timeline"),
    path("embed/topics/<slug:slug>/", embeds.topic_timeline, name="embed-topic-timeline"),
    path("embed/deals/<slug:slug>/", embeds.deal_timeline, name="embed-deal-timeline"),
    path("embed/compare/", embeds.comparison, name="embed-compare"),
    path("embed/countries/", embeds.region, name="embed-countries"),
    path("oembed", embeds.oembed, name="oembed"),
    path("sitemap.xml", robots.sitemap_index, name="sitemap"),
    path("sitemaps/<slug:kind>-<number:number>.xml", robots.sitemap, name="sitemap-part"),
    path("robots.txt", robots.robots, name="robots"),
    path("style/", style.style_page, name="style"),
    path("propose/", proposals.propose_page, name="propose"),
    path("digests/", digests.ask_page, name="digest-ask"),
    path("digests/<slug:token>/on/", digests.on_page, name="digest-on"),
    path("digests/<slug:token>/off/", digests.off_page, name="digest-off"),
    path("methods/", methods.methods_page, name="methods"),
    path("codebook/", methods.codebook_page, name="codebook"),
    path("codebook.<form:form>", exports.codebook, name="codebook-export"),
]

# What people read ends in a slash and has an address in each language; what machines read has one.
pages = [address for address in _addresses if str(address.pattern).endswith("/") or not str(address.pattern)]
urlpatterns = [address for address in _addresses if address not in pages]
