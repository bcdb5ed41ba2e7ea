"""Results as open data: what is sent is what its schema says, and says what the pages say and no more."""

import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from results import releases
from results.web.api import SCHEMA
from survey.store import consultations
from survey.web.api import DESCRIPTIONS
from tests.demonstration import CROYDON, SOHO
from tests.results.web.conftest import RESPONSES

API = "/api/v1/consultations"
RESULTS = f"{API}/{CROYDON}/results"
ALL = [
    (API, "Consultations"),
    (f"{API}/{CROYDON}", "Consultation"),
    (f"{API}/{SOHO}", "Consultation"),
    (RESULTS, "Results"),
    (f"{API}/{CROYDON}/outcome", "Outcome"),
    (f"{API}/{SOHO}/outcome", "Outcome"),
    (f"{RESULTS}/support/by/age", "By"),
    (f"{RESULTS}/purposes/by/area", "By"),
]


def fits(data, name):
    """Fails where the data has not this shape, and where it has members that the shape does not name."""
    strict = {"$ref": f"#/$defs/{name}", "$defs": closed(SCHEMA["$defs"])}
    Draft202012Validator(strict, format_checker=FormatChecker()).validate(data)


def closed(shape):
    if isinstance(shape, dict):
        named = {"additionalProperties": False} if "properties" in shape and shape.get("type") == "object" else {}
        return {key: closed(value) for key, value in shape.items()} | named
    return [closed(item) for item in shape] if isinstance(shape, list) else shape


def get(reader, url, status=200):
    response = reader.raw.get(url)
    assert response.status_code == status, url
    return response


@pytest.mark.parametrize(("url", "name"), ALL)
def test_what_is_sent_is_what_the_schema_says_and_everybody_may_read_it(reader, url, name):
    response = get(reader, url)
    fits(response.json, name)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response.headers
    again = reader.raw.get(url, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    assert get(reader, f"{url}/").json == response.json


def test_a_release_has_the_figures_of_its_tables_and_no_others(reader, store):
    found = get(reader, RESULTS).json
    release = releases.newest(store, consultations.find(store, CROYDON))
    tables = releases.alone(store, release)
    assert found["counted"] == RESPONSES
    assert found["checksum"] == release.checksum
    assert [one["question"] for one in found["questions"]] == list(tables)
    for one in found["questions"]:
        stored = tables[one["question"]]
        assert [table["base"] for table in one["tables"]] == [table.base for table in stored]
        sent = [[cell["count"] for cell in table["options"]] for table in one["tables"]]
        assert sent == [[cell.count for cell in table.cells] for table in stored]


def test_what_is_held_back_looks_like_nobody(reader):
    tables = get(reader, f"{RESULTS}/support/by/area").json["tables"]
    hidden = [cell for table in tables for cell in table["options"] if cell["count"] is None]
    assert hidden
    assert {cell["in_words"] for cell in hidden} <= {"fewer than 10", "not shown"}
    assert all(cell["percent"] is None for cell in hidden)
    assert all(table["figures"] == "protected" for table in tables)


def test_nothing_of_results_before_they_are_public(reader):
    assert get(reader, f"{API}/{SOHO}").json["links"]["results"] is None
    assert get(reader, f"{API}/{SOHO}").json["published_on"] is None


@pytest.mark.parametrize(
    "url",
    [
        f"{API}/nothing",
        f"{API}/{SOHO}/results",
        f"{API}/{SOHO}/results/support/by/age",
        f"{RESULTS}/support/by/religion",  # answered, and not in the plan of tables
        f"{RESULTS}/nothing/by/age",
    ],
)
def test_what_is_not_there_is_said_in_json(reader, url):
    response = get(reader, url, status=404)
    assert response.headers["Content-Type"] == "application/problem+json"
    fits(response.json, "Problem")


def test_every_example_of_the_openapi_document_has_the_shape_that_it_names():
    examples = 0
    for methods in DESCRIPTIONS["openapi"]["paths"].values():
        for content in methods["get"]["responses"]["200"]["content"].values():
            where, _, name = content["schema"].get("$ref", "").partition("#/$defs/")
            for example in content.get("examples", {}).values() if where.endswith("results.json") else ():
                fits(example["value"], name)
                examples += 1
    assert examples >= 5


def test_the_schema_is_one_and_is_served(reader):
    Draft202012Validator.check_schema(SCHEMA)
    response = get(reader, "/api/v1/schema/results.json")
    assert json.loads(response.data) == SCHEMA
    assert response.headers["Content-Type"] == "application/schema+json"
