"""Every chart as a picture and as its figures: at stable addresses, protected, and only what is published."""

import csv
import io
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from survey.store import consultations
from tests.demonstration import CROYDON

CHARTS = f"/consultations/{CROYDON}/results/charts/"
COUNCIL = f"/council/consultations/{CROYDON}/charts/"
SVG = "{http://www.w3.org/2000/svg}"
EXTRA = "responses/over-time"


def lines(answer):
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def picture(answer):
    root = ET.fromstring(answer.data)  # noqa: S314 - our own
    return root, " ".join(" ".join(text.itertext()) for text in root.iter(f"{SVG}text"))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("support", "support and"),
        # A grid, a question with several answers, a profile beside the census, a map.
        ("purposes", "Support ranges from"),
        ("connection", "Most often answered"),
        ("age", "beside the census"),
        ("area", "Most often answered"),
        ("channel", "Most often answered"),
        ("support/by/age", "Support ranges from"),
        ("purposes/by/sex", "opposition ranges from"),
        ("support/by/area/map/1", "Strongly support or somewhat support"),
        ("support/by/area/map/2", "Somewhat oppose or strongly oppose"),
        (EXTRA, "responses came in"),
    ],
)
def test_a_picture_opens_alone(reader, address, words):
    answer = reader.raw.get(f"{CHARTS}{address}.svg")
    assert answer.status_code == 200
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    root, said = picture(answer)
    assert words in said
    for part in ("Source:", "results, edition 1", "Anyone could answer", "Synthetic demonstration data"):
        assert part in said
    assert root.find(f"{SVG}title").text
    # What is about a group says that it is protected.
    exact = address in ("support", "purposes", EXTRA)
    assert ("up to four away" in said) == (not exact)


def test_the_figures_are_exactly_those_of_the_chart(reader):
    found = lines(reader.raw.get(f"{CHARTS}support.csv"))
    _root, said = picture(reader.raw.get(f"{CHARTS}support.svg"))
    assert len(found) == 6
    for line in found:
        assert f"{line['percent']}% ({int(line['count']):,})" in said
        assert line["option_text"] in said
        assert line["figures"] == "exact"
        assert f"Base: {int(line['base']):,} who answered" in said
        assert line["data"] == "synthetic demonstration data"


@pytest.mark.parametrize("address", ["age", "support/by/age", "purposes/by/area", "support/by/area"])
def test_figures_about_groups_are_protected(reader, address):
    found = lines(reader.raw.get(f"{CHARTS}{address}.csv"))
    assert found
    for line in found:
        shown = line["count"]
        assert shown in ("fewer than 10", "not shown") or (int(shown) >= 10 and int(shown) % 5 == 0)
        assert line["figures"] == "protected"
        assert (line["percent"] == "") == (not shown.isdigit())
    if "by" in address:
        assert {line["characteristic"] for line in found} == {address.rpartition("/")[2]}
        assert all(line["group_text"] for line in found)


def test_a_profile_has_the_census_beside_it_with_its_source(reader):
    found = {line["option"]: line for line in lines(reader.raw.get(f"{CHARTS}age.csv"))}
    under = found["under-16"]
    assert int(under["census_percent"]) > 0
    assert "Census 2021" in under["census_source"]
    assert found["prefer-not-to-say"]["census_percent"] == ""


def test_a_row_of_a_grid_has_its_own_files(reader):
    first, second = (
        lines(reader.raw.get(f"{CHARTS}purposes/by/sex.csv?row={row}")) for row in ("", "theft")
    )
    assert {line["row"] for line in second} == {"theft"}
    assert {line["row"] for line in first} != {"theft"}


def test_days_are_rounded_down_and_hold_no_answer(reader):
    found = lines(reader.raw.get(f"{CHARTS}{EXTRA}.csv"))
    assert {line["way"] for line in found} == {"", "web", "paper", "assisted"}
    for line in found:
        assert line["count"] == "fewer than 10" or int(line["count"]) % 10 == 0
        assert line["first_day"] <= line["last_day"]
    assert set(found[0]) == {"data", "first_day", "last_day", "way", "way_text", "count", "figures"}


@pytest.mark.parametrize(
    "address",
    [
        # No such question, no such table in the plan, two characteristics, no such kind of file.
        "nothing.svg",
        "support/by/religion.csv",
        "age/by/sex.svg",
        "support.png",
        # A text has no chart; it is never by a characteristic.
        "main-reason.svg",
        "main-reason/by/age.csv",
        # No such row, no such side, and no map of people's ages.
        "purposes/by/sex.svg?row=nothing",
        "support/by/area/map/3.svg",
        "support/by/age/map/1.svg",
        f"{EXTRA}.pdf",
    ],
)
def test_what_is_not_published_has_no_file(reader, address):
    assert reader.raw.get(CHARTS + address).status_code == 404


def test_before_publication_there_are_no_files(reader, store, clock):
    consultations.find(store, CROYDON).published_on = date(2026, 12, 1)
    store.commit()
    for address in ("support.svg", "support.csv", f"{EXTRA}.csv"):
        assert reader.raw.get(CHARTS + address).status_code == 404


def test_councillors_have_the_same_files_for_themselves(reader, signed_in):
    public = reader.raw.get(f"{CHARTS}support.svg").data
    assert reader.raw.get(f"{COUNCIL}support.svg").status_code in (302, 303, 401, 403)
    councillor = signed_in("councillor")
    for address in ("support.svg", "support/by/age.csv", "support/by/area/map/1.svg", f"{EXTRA}.svg"):
        answer = councillor.raw.get(COUNCIL + address)
        assert answer.status_code == 200, address
        assert answer.headers["Cache-Control"] == "no-store"
    assert councillor.raw.get(f"{COUNCIL}support.svg").data == public


def test_files_are_kept_by_browsers_and_asked_for_again_by_their_mark(reader):
    answer = reader.raw.get(f"{CHARTS}support.svg")
    assert answer.headers["Cache-Control"].startswith("public, max-age=")
    again = reader.raw.get(f"{CHARTS}support.svg", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert f'filename="{CROYDON}-support.svg"' in answer.headers["Content-Disposition"]


