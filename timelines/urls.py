"""Where every public page is, and the same address with .csv or .json for what it shows."""

from django.urls import path, register_converter

from timelines.exports import api, feeds, openapi, robots
from timelines.exports import lists as exports
from timelines.pages import (
    articles,
    compare,
    countries,
    downloads,
    embeds,
    entities,
    figures,
    home,
    methods,
    proposals,
    sources,
    style,
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

urlpatterns = [
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
    path("events.<form:form>", exports.events_list, name="events-export"),
    path("pairs/<number:first>-<number:second>/", compare.pair_page, name="pair"),
    path("pairs/<number:first>-<number:second>.<form:form>", exports.pair, name="pair-export"),
    path("compare/", compare.compare_page, name="compare"),
    path("compare.<form:form>", exports.comparison, name="compare-export"),
    path("timelines/", timelines.timelines_page, name="timelines"),
    path("timelines.<form:form>", exports.timelines_list, name="timelines-export"),
    path("timelines/<slug:slug>/", timelines.timeline_page, name="timeline"),
    path("timelines/<slug:slug>.<form:form>", exports.timeline, name="timeline-export"),
    path("timelines/<slug:slug>.<feed:form>", feeds.timeline_feed, name="timeline-feed"),
    path("figures/", figures.figures_page, name="figures"),
    path("figures.<form:form>", exports.figures_list, name="figures-export"),
    path("countries/", countries.countries_page, name="countries"),
    path("countries.<form:form>", exports.countries, name="countries-export"),
    path("countries/<slug:iso2>/", countries.country_page, name="country"),
    path("countries/<slug:iso2>.<form:form>", exports.country, name="country-export"),
    path("countries/<slug:iso2>.<feed:form>", feeds.country_feed, name="country-feed"),
    path("attention.<form:form>", exports.region_attention, name="region-attention"),
    path("sources/", sources.sources_page, name="sources"),
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
    path("embed/compare/", embeds.comparison, name="embed-compare"),
    path("embed/countries/", embeds.region, name="embed-countries"),
    path("oembed", embeds.oembed, name="oembed"),
    path("sitemap.xml", robots.sitemap_index, name="sitemap"),
    path("sitemaps/<slug:kind>-<number:number>.xml", robots.sitemap, name="sitemap-part"),
    path("robots.txt", robots.robots, name="robots"),
    path("style/", style.style_page, name="style"),
    path("propose/", proposals.propose_page, name="propose"),
    path("methods/", methods.methods_page, name="methods"),
    path("codebook/", methods.codebook_page, name="codebook"),
    path("codebook.<form:form>", exports.codebook, name="codebook-export"),
]
