"""Census tables in the forms in which they are published."""

import csv
import io
from pathlib import Path

import pytest

from survey.domain.census.tables import AreaNeeded, TableRefused, read

INPUTS = Path(__file__).parents[5] / "shared" / "inputs" / "census2021"

# One area and a row for each category, with titles and notes around, as Nomis gives it.
TALL = """TS007A - Age by five-year age bands
ONS Crown Copyright Reserved
,
Population,All usual residents
Units,Persons
Date,2021

Age,Borchester
Total: All usual residents,"390,719"
Aged 15 years and under,"80,330"
Aged 16 to 24 years,39239
Aged 25 years and over,"271,150"

In order to protect against disclosure of personal information
"""
# A column of numbers and one of shares for each area, under a heading over both.
TWO_HEADINGS = """Age,Borchester,,Felpersham,
,number,%,number,%
Total,100,100.0,200,100.0
Under 16,20,20.0,50,25.0
16 and over,80,80.0,150,75.0
"""
# A row for each ward, a column for each category.
WIDE = """WD22CD,WD22NM,LAD22NM,Female,Male,All usual residents
E05009288,Ambridge,Borchester,60,40,100
E05009289,Penny Hassett,Borchester,11,12,23
E05009290,Loxley,Felpersham,5,6,11
"""
# A row for each area and category, with codes.
LONG = """Lower tier local authorities Code,Lower tier local authorities,Sex (2 categories) Code,Sex (2 categories),Observation
E09000001,Borchester,1,Female,60
E09000001,Borchester,2,Male,40
E09000002,Felpersham,1,Female,7
E09000002,Felpersham,2,Male,8
"""


def found_in(text, area=""):
    return read([list(csv.reader(io.StringIO(text)))], area)


def counts(found):
    return {one.label: one.count for one in found.categories}


@pytest.mark.parametrize(
    ("text", "area", "wanted", "rows"),
    [
        (TALL, "", {"Total: All usual residents": 390719, "Aged 15 years and under": 80330, "Aged 16 to 24 years": 39239, "Aged 25 years and over": 271150}, 1),
        (TWO_HEADINGS, "felpersham", {"Total": 200, "Under 16": 50, "16 and over": 150}, 1),
        # Two wards of the borough are added up; one by its code is not.
        (WIDE, "Borchester", {"Female": 71, "Male": 52, "All usual residents": 123}, 2),
        (WIDE, "E05009290", {"Female": 5, "Male": 6, "All usual residents": 11}, 1),
        (LONG, "Borchester", {"Female": 60, "Male": 40}, 1),
        # Figures as a spreadsheet holds them, one area, no heading that names it.
        ("Group,People\nWomen,5\nMen,6\n", "", {"Women": 5, "Men": 6}, 1),
    ],
)
def test_tables_are_read_in_the_forms_they_are_published_in(text, area, wanted, rows):
    found = found_in(text, area)
    assert counts(found) == wanted
    assert found.added_up == rows


def test_totals_are_recognised():
    totals = [one.label for one in found_in(TALL).categories if one.is_total]
    assert totals == ["Total: All usual residents"]


@pytest.mark.parametrize(
    ("text", "area", "kind", "message"),
    [
        (WIDE, "", AreaNeeded, "Borchester, Felpersham"),
        (WIDE, "Elsewhere", AreaNeeded, "no area called “Elsewhere”"),
        (TWO_HEADINGS, "", AreaNeeded, "Borchester number"),
        ("only words\nand more\n", "", TableRefused, "No census table"),
        ("Group,Share\nWomen,51.2\nMen,48.8\n", "", TableRefused, "not whole"),
        ("Group,People\nEverybody,5\n", "", TableRefused, "only one category"),
        ("", "", TableRefused, "No census table"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(text, area, kind, message):
    with pytest.raises(kind, match=message):
        found_in(text, area)


def test_numbers_of_a_workbook_are_read_as_well():
    rows = [["Group", "People"], ["Women", 5.0], ["Men", 6.0], [None, None], ["Note", ""]]
    assert counts(read([rows])) == {"Women": 5, "Men": 6}


@pytest.mark.skipif(not INPUTS.exists(), reason="the collection of real files is not at hand")
@pytest.mark.parametrize(
    ("name", "category", "people", "rows"),
    [
        ("census2021_age_london_wd22_bestfit.csv", "Aged 15 years and under", 80330, 28),
        ("census2021_age_sex_london_ltla21.csv", "total_females", 203086, 1),
        ("census2021_disability_london_wd22_bestfit.csv", "Disabled under the Equality Act", 54866, 28),
        ("census2021_ethnic_group_london_wd22_bestfit.csv", "White", 188999, 28),
        ("census2021_ethnic_group_london_ltla21.csv", "Asian, Asian British or Asian Welsh: Chinese (number)", 3950, 1),
    ],
)
def test_real_tables_are_read(name, category, people, rows):
    found = found_in((INPUTS / name).read_text(encoding="utf-8-sig"), "Croydon")
    assert counts(found)[category] == people
    assert found.added_up == rows
    assert not any("percent" in one.label for one in found.categories)
