"""Open data: what is sent is what its schema says, everybody may read it, and nothing redirects."""

import json
import re
from dataclasses import replace
from datetime import date

import jsonschema
import pytest
from jsonschema import Draft202012Validator

from survey.domain.deployments.plan import FACTS, Boundaries, Fact
from survey.domain.interchange.schema import schema
from survey.store.deployments import register
from survey.web.api import DESCRIPTIONS
from tests import demonstration
from tests.demonstration import CROYDON
from tests.source import ROOT

SOHO = "soho-and-west-end"
BASE = "http://127.0.0.1:8000"
SCHEMA = DESCRIPTIONS["deployments"]
SHAPES = {
    "/api/v1/schema/deployments.json": SCHEMA,
    "/api/v1/schema/results.json": json.loads((ROOT / "results/content/results.json").read_text("utf-8")),
}
QUESTIONNAIRES = "/api/v1/schema/questionnaire.json"
SHIPPED = sorted((ROOT / "survey/content/questionnaires").glob("*.json"))
# A square against the clock, with a hole that runs with it.
OUTER = ((0.0, 51.0), (1.0, 51.0), (1.0, 52.0), (0.0, 52.0), (0.0, 51.0))
HOLE = ((0.2, 51.2), (0.2, 51.4), (0.4, 51.4), (0.4, 51.2), (0.2, 51.2))
ALL = [
    ("/api/v1/deployments", "Deployments"),
    *((f"/api/v1/deployments/{slug}", "Deployment") for slug in (SOHO, CROYDON)),
    *((f"/api/v1/deployments/{slug}/revisions/1", "Revision") for slug in (SOHO, CROYDON)),
    *((f"/deployments/{slug}/areas.geojson", "Areas") for slug in (SOHO, CROYDON)),
    *((f"/deployments/{slug}/revisions/1/areas.geojson", "Areas") for slug in (SOHO, CROYDON)),
]


@pytest.fixture
def loaded(session, clock):
    demonstration.load(session, clock.today)
    return session


def fits(data, name):
    """Fails where the data has not this shape, and where it has members that the shape does not name."""
    strict = dict(SCHEMA) | {"$ref": f"#/$defs/{name}", "$defs": closed(SCHEMA["$defs"])}
    del strict["anyOf"]
    Draft202012Validator(strict, format_checker=jsonschema.FormatChecker()).validate(data)


def closed(shape):
    if isinstance(shape, dict):
        inside = {key: closed(value) for key, value in shape.items()}
        named = shape.get("type") == "object" and "properties" in shape and "kind" not in shape["properties"]
        return inside | ({"additionalProperties": False} if named else {})
    return [closed(item) for item in shape] if isinstance(shape, list) else shape


def get(client, url, status=200):
    response = client.raw.get(url)
    assert response.status_code == status, url
    return response


@pytest.mark.parametrize(("url", "name"), ALL)
def test_what_is_sent_is_what_the_schema_says(client, loaded, url, name):
    fits(get(client, url).json, name)


@pytest.mark.parametrize(("url", "_name"), ALL)
def test_everybody_may_read_it_and_ask_again_at_little_cost(client, loaded, url, _name):
    first = get(client, url)
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers.getlist("Cross-Origin-Resource-Policy") == ["cross-origin"]
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert first.headers["Content-Type"] == ("application/geo+json" if url.endswith("geojson") else "application/json")
    again = client.raw.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(("url", "_name"), [row for row in ALL if row[0].startswith("/api/")])
def test_a_slash_at_the_end_makes_no_difference(client, loaded, url, _name):
    assert get(client, f"{url}/").json == get(client, url).json


def test_no_other_page_may_be_read_by_other_sites(client, loaded):
    for url in ("/", f"/deployments/{SOHO}/", "/feed.xml", "/follow/", "/receipt/"):
        response = get(client, url)
        assert "Access-Control-Allow-Origin" not in response.headers
        assert response.headers.getlist("Cross-Origin-Resource-Policy") == ["same-origin"]


def test_a_revision_says_everything_that_its_page_says(client, loaded):
    found = get(client, f"/api/v1/deployments/{SOHO}/revisions/1").json
    stored = register.current(loaded, register.find(loaded, SOHO))
    codes = [code for labels in FACTS.values() for code in labels]
    assert [fact["code"] for fact in found["facts"]] == codes
    assert len(found["evidence"]["statements"]) == len(stored.evidence.statements)
    assert len(found["evidence"]["documents"]) == len(stored.evidence.documents)
    assert [zone["code"] for zone in found["zones"]] == [zone.code for zone in stored.plan.zones]
    assert found["links"]["self"] == f"{BASE}/api/v1/deployments/{SOHO}/revisions/1"
    assert found["links"]["page"] == f"{BASE}/deployments/{SOHO}/revisions/1/"


@pytest.mark.parametrize(
    ("fact", "state", "asked_on"),
    [
        (Fact(note="Nothing was found."), "not-published", None),
        (Fact(note="We wrote.", asked_on=date(2026, 10, 5)), "asked", "2026-10-05"),
    ],
)
def test_a_fact_says_whether_it_is_published(client, loaded, fact, state, asked_on):
    publish(loaded, facts={"hours": fact})
    found = get(client, f"/api/v1/deployments/{SOHO}").json
    fits(found, "Deployment")
    (hours,) = [one for one in found["newest"]["facts"] if one["code"] == "hours"]
    assert (hours["state"], hours["asked_on"], hours["value"]) == (state, asked_on, "")
    assert [one["number"] for one in found["revisions"]] == [1, 2]
    assert found["revisions"][1]["change_summary"] == "Something changed."


def publish(session, facts=None, boundaries=None):
    deployment = register.find(session, SOHO)
    before = register.current(session, deployment).as_revision
    plan = replace(before.plan, facts=dict(before.plan.facts) | (facts or {}))
    after = replace(before, number=2, plan=plan, change_summary="Something changed.", boundaries=boundaries or before.boundaries)
    register.add_revision(session, deployment, after)
    session.commit()
    return plan


def test_areas_have_the_outlines_of_their_revision(client, loaded):
    zone = register.current(loaded, register.find(loaded, SOHO)).plan.zones[0].code
    wrong_way = ((OUTER[::-1], HOLE[::-1]),)
    publish(loaded, boundaries=Boundaries("© The council", {zone: wrong_way}))
    found = get(client, f"/deployments/{SOHO}/areas.geojson").json
    fits(found, "Areas")
    assert (found["revision"], found["attribution"]) == (2, "© The council")
    features = {feature["id"]: feature for feature in found["features"]}
    assert features[f"zone:{zone}"]["geometry"]["coordinates"] == [[[list(point) for point in ring] for ring in (OUTER, HOLE)]]
    others = [feature for feature in found["features"] if feature["id"] != f"zone:{zone}"]
    assert others
    assert all(feature["geometry"] is None for feature in others)
    before = get(client, f"/deployments/{SOHO}/revisions/1/areas.geojson").json
    assert before["revision"] == 1


@pytest.mark.parametrize(
    "url",
    [
        "/api/v1/deployments/nothing",
        "/api/v1/deployments/nothing/revisions/1",
        f"/api/v1/deployments/{SOHO}/revisions/7",
        f"/api/v1/deployments/{SOHO}/revisions/0",
        "/deployments/nothing/areas.geojson",
        f"/deployments/{SOHO}/revisions/7/areas.geojson",
    ],
)
def test_what_is_not_there_is_said_in_json(client, loaded, url):
    response = get(client, url, status=404)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    fits(response.json, "Problem")


def test_an_empty_register_is_an_empty_list(client):
    assert get(client, "/api/v1/deployments").json == {"deployments": []}


def test_the_schema_is_one_and_is_served(client):
    Draft202012Validator.check_schema(SCHEMA)
    response = get(client, "/api/v1/schema/deployments.json")
    assert response.headers["Content-Type"] == "application/schema+json"
    assert response.json == SCHEMA


def test_the_schema_of_questionnaires_is_public_and_takes_every_definition_that_is_shipped(client):
    response = get(client, QUESTIONNAIRES)
    assert response.headers["Content-Type"] == "application/schema+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    published = response.json
    assert published == {"$id": f"{BASE}{QUESTIONNAIRES}"} | schema()
    Draft202012Validator.check_schema(published)
    validator = Draft202012Validator(published)
    assert SHIPPED
    for path in SHIPPED:
        validator.validate(json.loads(path.read_text(encoding="utf-8")))


def test_the_openapi_document_names_every_address_and_no_other(app, client):
    document = get(client, "/api/v1/openapi.json").json
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": BASE}]
    blueprints = ("api.", "results_api.")
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(blueprints)}
    served = {re.sub(r"<(?:[^:>]+:)?(\w+)>", r"{\1}", rule) for rule in rules}
    assert set(document["paths"]) == served
    for path, methods in document["paths"].items():
        assert set(methods) == {"get"}
        for parameter in methods["get"].get("parameters", []):
            name = parameter["$ref"].removeprefix("#/components/parameters/")
            assert name in document["components"]["parameters"]
            assert f"{{{name}}}" in path


def references(shape):
    if isinstance(shape, dict):
        own = [shape["$ref"]] if "$ref" in shape else []
        return own + [found for value in shape.values() for found in references(value)]
    return [found for item in shape for found in references(item)] if isinstance(shape, list) else []


def test_every_shape_that_the_openapi_document_names_is_in_the_schema():
    for found in references(DESCRIPTIONS["openapi"]["paths"]):
        place, _, name = found.partition("#/$defs/")
        assert not name or name in SHAPES[place]["$defs"], found
