"""The two register entries: sound, balanced, and silent on what has not been verified."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from survey.domain.evidence import FALSE_ALERT_MEASURES, Stance
from survey.store.deployments.register import CONTENT, read_content

ENTRIES = {"soho-and-west-end": ("E09000033", 18), "croydon-north-end": ("E09000008", 28)}
BOUNDARIES = (
    Path(__file__).parents[4] / "shared" / "inputs" / "boundaries" / "london_wards_WD22_six_boroughs.geojson"
)


@pytest.fixture(params=ENTRIES)
def slug(request):
    return request.param


@pytest.fixture
def entry(slug):
    """The newest revision of a shipped entry. Reading it checks it."""
    return read_content(slug).revisions[-1]


@pytest.fixture
def text(slug):
    return (CONTENT / f"{slug}.json").read_text(encoding="utf-8")


UNVERIFIED = [
    "Choudhury",  # arrested after a search of stored images, not by live cameras
    "always on",  # contradicted by the pilot, and not confirmed for the West End
    "continuously",
    "31 days",  # how long ordinary pictures are kept: not found
    "condition check",  # what became of alerts without an arrest: not found
    "1,092",  # size of a poll: not found
    "38%",
    "204,236",
]


@pytest.mark.parametrize("words", UNVERIFIED)
def test_nothing_unverified_is_said(text, words):
    assert words.casefold() not in text.casefold()


def test_no_position_is_given(text):
    assert not re.search(r"\b51\.\d{2,}|-0\.\d{2,}|latitude|longitude|coordinates", text)


def test_arguments_are_as_many_and_about_as_long_on_both_sides(entry):
    sides = [entry.evidence.of(stance) for stance in (Stance.FOR, Stance.AGAINST)]
    lengths = [sum(one.length for one in side) for side in sides]
    assert len(sides[0]) == len(sides[1]) == 6
    assert max(lengths) <= 1.1 * min(lengths)


def test_no_pair_of_arguments_is_lopsided(entry):
    """The reader sees them side by side, so the sum alone is not enough."""
    for first, second in entry.evidence.pairs:
        assert max(first.length, second.length) <= 1.25 * min(first.length, second.length)


def test_false_alerts_come_with_faces_alerts_and_people(entry):
    counted = [one for one in entry.evidence.statements if re.search(r"\d+ false alert", one.text)]
    assert counted
    for statement in counted:
        assert {one.measure for one in statement.denominators} >= FALSE_ALERT_MEASURES, statement.code


def test_the_condition_of_the_85_percent_is_never_dropped(text):
    claims = re.findall(r"85%[^\"]{0,200}", text)
    assert all("to locate" in claim or "with its conditions" in claim for claim in claims)


def test_soho_says_not_published_where_nothing_is():
    plan = read_content("soho-and-west-end").revisions[-1].plan
    unpublished = {code for code, fact in plan.facts.items() if not fact.published}
    assert unpublished >= {
        "cameras",
        "hours",
        "sum-asked",
        "funder",
        "can-change",
        "decides",
        "decision-date",
    }
    assert plan.fact("start").value == "By December 2026"
    assert plan.known_facts == frozenset()


def test_croydon_tells_what_was_built_not_what_was_planned():
    plan = read_content("croydon-north-end").revisions[-1].plan
    assert plan.fact("cameras").value.startswith("15")
    assert plan.fact("hours").value == "Only while officers were deployed"


def test_croydon_gives_the_pilots_figures_with_their_caveats():
    evidence = read_content("croydon-north-end").revisions[-1].evidence
    counts = next(one for one in evidence.statements if one.code == "pilot-counts")
    assert re.findall(r"\d[\d,]*(?= \w)", counts.text)[:4] == ["24", "472,352", "335", "1"]
    assert "173 arrests" in counts.text
    assert "estimates" in counts.note
    assert "assumption" in counts.note


def test_every_document_is_asked_for_and_none_was_provided(entry):
    documents = {one.code: one.provided for one in entry.evidence.documents}
    assert documents == {
        "equality-impact-assessment": False,
        "data-protection-impact-assessment": False,
        "force-policy": False,
        "sign-wording": False,
    }


def test_every_ward_has_a_tile(slug, entry):
    council, number = ENTRIES[slug]
    assert entry.plan.council_code == council
    assert len(entry.plan.wards) == number


# Below, real boundaries say where each ward is. They are not part of the repository.


@pytest.fixture
def real_wards(slug):
    if not BOUNDARIES.exists():
        pytest.skip("the boundary files stand beside the project, and this clone stands alone")
    features = json.loads(BOUNDARIES.read_text(encoding="utf-8"))["features"]
    wards = [feature["properties"] for feature in features]
    return {ward["WD22CD"]: ward for ward in wards if ward["LAD22CD"] == ENTRIES[slug][0]}


def test_wards_have_their_official_codes_and_names(entry, real_wards):
    official = {code: ward["WD22NM"] for code, ward in real_wards.items()}
    assert {ward.code: ward.name for ward in entry.plan.wards} == official


@pytest.mark.parametrize(
    ("tile", "place", "sign"),
    [("column", "BNG_E", 1), ("row", "BNG_N", -1)],  # rows count from the north
)
def test_tiles_lie_as_the_wards_do(entry, real_wards, tile, place, sign):
    tiles = [getattr(ward, tile) for ward in entry.plan.wards]
    places = [sign * real_wards[ward.code][place] for ward in entry.plan.wards]
    assert rank_correlation(tiles, places) > 0.9


def rank_correlation(first, second):
    """Spearman's, with the mean rank for ties."""
    return float(np.corrcoef(ranks(first), ranks(second))[0, 1])


def ranks(values):
    return [
        np.mean([place for place, other in enumerate(sorted(values)) if other == value]) for value in values
    ]
