"""Rules about all routes at once. A new view that forgets one of them is named here."""

import re

import pytest

from survey.web.access import decision_of
from tests.conftest import settings_for
from tests.source import ROOT
from wsgi import create_app

KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)?|<[^>]+>(?:\.[a-z]+)?")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The application, only to look at: no request is made, no database opened."""
    folder = tmp_path_factory.mktemp("routes")
    return create_app(settings_for(f"sqlite:///{folder}/none.sqlite", folder))


@pytest.fixture(scope="module")
def rules(built):
    return [rule for rule in built.url_map.iter_rules() if rule.endpoint != "static"]


def test_there_are_routes(rules):
    assert len(rules) > 10


def test_every_view_carries_its_access_decision(built, rules):
    bare = sorted({rule.endpoint for rule in rules if decision_of(built.view_functions[rule.endpoint]) is None})
    assert not bare, f"put @public or @staff(Act...) on the line under the route of: {bare}"


def test_the_decision_stands_right_under_the_route():
    wrong = []
    for path in [*(ROOT / "survey/web").rglob("*.py"), *(ROOT / "results/web").rglob("*.py")]:
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            is_last_route = re.match(r"@\w+\.(get|post|route)\(", line)
            if is_last_route and not re.match(r"@(public|staff|\w+\.(get|post|route))\b", lines[number]):
                wrong.append(f"{path.relative_to(ROOT)}:{number}")
    assert not wrong, f"the access decision is not on the line under the route: {wrong}"


def test_addresses_are_kebab_case(rules):
    for rule in rules:
        parts = [part for part in rule.rule.split("/") if part]
        wrong = [part for part in parts if not KEBAB.fullmatch(part)]
        assert not wrong, f"{rule.rule}: write {wrong} in lower case with hyphens"


def test_pages_end_with_a_slash_and_files_with_a_name(rules):
    """What programs ask for has neither, and answers with a slash as well."""
    wrong = [rule.rule for rule in rules if not re.search(r"/$|\.[a-z]+$|^/(healthz|readyz)$|^/api/v1/", rule.rule)]
    assert not wrong, f"end the address with / or with the file's kind: {wrong}"


def test_numbers_in_addresses_are_typed(rules):
    for rule in rules:
        for name, converter in rule._converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower()
            counted = name in {"number", "n", "id"} or name.endswith(("_id", "_number"))
            assert not counted or kind == "integer", f"{rule.rule}: write <int:{name}>"


def test_a_page_that_changes_something_is_not_opened_by_a_link(rules):
    """GET never writes, so an address that names an act takes POST alone."""
    acts = re.compile(r"/(delete|remove|withdraw|sign-out|submit|start|close|publish)/$")
    wrong = [rule.rule for rule in rules if acts.search(rule.rule) and "POST" not in rule.methods]
    assert not wrong, f"these name an act but do not take POST: {wrong}"
