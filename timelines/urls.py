"""Where every public page is, and the same address with .csv or .json for what it shows."""

from django.urls import path, register_converter

from timelines import exports
from timelines.pages import articles, countries, entities, figures, home, methods, sources, timelines


class Form:
    """The ending of an export."""

    regex = "csv|json"

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
register_converter(Number, "number")

urlpatterns = [
    path("", home.home_page, name="home"),
    path("search", articles.search, name="search"),
    path("articles/", articles.articles_page, name="articles"),
    path("articles.<form:form>", exports.articles_list, name="articles-export"),
    path("articles/<number:number>/", articles.article_page),
    path("articles/<number:number>-<slug:slug>/", articles.article_page, name="article"),
    path("mentions.<form:form>", exports.mentions_list, name="mentions-export"),
    path("entities/", entities.entities_page, name="entities"),
    path("entities.<form:form>", exports.entities_list, name="entities-export"),
    path("entities/Q<number:item>/", entities.by_wikidata, name="entity-by-wikidata"),
    path("entities/<number:number>/", entities.entity_page),
    path("entities/<number:number>-<slug:slug>/", entities.entity_page, name="entity"),
    path("entities/<number:number>-<slug:slug>.<form:form>", exports.entity, name="entity-export"),
    path(
        "entities/<number:number>-<slug:slug>/attention.<form:form>",
        exports.entity_attention,
        name="entity-attention",
    ),
    path("timelines/", timelines.timelines_page, name="timelines"),
    path("timelines.<form:form>", exports.timelines_list, name="timelines-export"),
    path("timelines/<slug:slug>/", timelines.timeline_page, name="timeline"),
    path("timelines/<slug:slug>.<form:form>", exports.timeline, name="timeline-export"),
    path("figures/", figures.figures_page, name="figures"),
    path("figures.<form:form>", exports.figures_list, name="figures-export"),
    path("countries/", countries.countries_page, name="countries"),
    path("countries.<form:form>", exports.countries, name="countries-export"),
    path("countries/<slug:iso2>/", countries.country_page, name="country"),
    path("countries/<slug:iso2>.<form:form>", exports.country, name="country-export"),
    path("attention.<form:form>", exports.region_attention, name="region-attention"),
    path("sources/", sources.sources_page, name="sources"),
    path("sources.<form:form>", exports.sources_list, name="sources-export"),
    path("sources/<slug:slug>/", sources.source_page, name="source"),
    path("sources/<slug:slug>.<form:form>", exports.source, name="source-export"),
    path("methods/", methods.methods_page, name="methods"),
    path("codebook/", methods.codebook_page, name="codebook"),
    path("codebook.<form:form>", exports.codebook, name="codebook-export"),
]
