"""The API described for machines (OpenAPI 3.1), written from the columns of the exports and their codebook."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from timelines.csvrows import Column, Table
from timelines.exports.api import ENDPOINTS, Endpoint, answer
from timelines.exports.parameters import described

_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "code": {"type": "string"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string", "format": "date-time"},
    "flag": {"type": "boolean"},
    "list": {"type": "array", "items": {}},
}
_PROBLEM = {
    "description": "A problem document (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


@csrf_exempt
def description(request: HttpRequest) -> HttpResponse:
    return answer(request, lambda: (document(request.build_absolute_uri("/api/v1")), {}))


def document(server: str) -> dict[str, Any]:
    """The whole description; `server` is the address the API begins at."""
    paths: dict[str, Any] = {}
    for name, endpoint in ENDPOINTS.items():
        paths[f"/{name}"] = {"get": _list(name, endpoint)}
        if endpoint.one:
            paths[f"/{name}/{{{endpoint.one}}}"] = {"get": _one(name, endpoint)}
    schemas = {endpoint.table.name: _row(endpoint.table) for endpoint in ENDPOINTS.values()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Balkanwatch",
            "version": "1",
            "summary": "Who and what the news of the Western Balkans names when it writes about migration policy.",
            "license": {"name": "CC BY 4.0 (our own data)", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": {**schemas, "Problem": _problem()}},
    }


def _list(name: str, endpoint: Endpoint) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": endpoint.table.about,
        "parameters": [_parameter(name, one) for one in endpoint.accepted],
        "responses": {"200": _ok(_page_of(name)), "400": _PROBLEM, "429": _PROBLEM},
    }


def _one(name: str, endpoint: Endpoint) -> dict[str, Any]:
    number = {"name": endpoint.one, "in": "path", "required": True, "schema": {"type": "integer", "minimum": 0}}
    return {
        "operationId": f"one_of_{name}",
        "summary": f"One row of {name}.",
        "parameters": [number],
        "responses": {"200": _ok({"$ref": f"#/components/schemas/{name}"}), "404": _PROBLEM, "429": _PROBLEM},
    }


def _ok(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "The rows", "content": {"application/json": {"schema": schema}}}


def _parameter(table: str, name: str) -> dict[str, Any]:
    about, schema = described(table, name)
    return {"name": name, "in": "query", "description": about, "schema": schema}


def _page_of(name: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["count", "next", "previous", "results"],
        "properties": {
            "count": {"type": ["integer", "null"], "description": "Rows in all; null when too many to count."},
            "next": {"type": ["string", "null"], "description": "Address of the next page."},
            "previous": {"type": "null"},
            "results": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
        },
    }


def _row(table: Table) -> dict[str, Any]:
    return {
        "type": "object",
        "description": table.about,
        "properties": {column.name: _property(column) for column in table.columns},
    }


def _property(column: Column) -> dict[str, Any]:
    schema = _TYPES[column.kind]
    return {**schema, "type": [schema["type"], "null"], "description": column.about}


def _problem() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
    }
