"""Real forms and surveys of others, where they are at hand: how much of them comes over, and that nothing breaks.

`make test ARGS="-k real_files -rP"` prints the figures.
"""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from survey.domain.interchange.result import Refused
from survey.domain.questionnaires.structure import problems_in_structure
from survey.store.interchange.files import import_file
from survey.store.interchange.writing import xlsform

INPUTS = Path(__file__).parents[5] / "shared" / "inputs"
EXPECTED = json.loads((INPUTS / "expected.json").read_text(encoding="utf-8")) if INPUTS.exists() else {}
FOLDERS = ("xlsform", "limesurvey")
FILES = sorted(path for folder in FOLDERS for path in (INPUTS / folder).glob("*"))
OTHERS = sorted(path for path in INPUTS.rglob("*") if path.is_file() and path.parent.name not in FOLDERS)
GOAL = 0.9

pytestmark = pytest.mark.skipif(not FILES, reason="the collection of real files is not at hand")


def named(path):
    return path.relative_to(INPUTS).as_posix()


def read(path):
    return import_file(path.read_bytes(), path.name)


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_real_file_has_the_questions_and_languages_that_it_should(path):
    imported, expected = read(path), EXPECTED[named(path)]
    assert imported.counts["questions"] == expected["questions"]
    assert sorted(language.lower() for language in imported.languages) == sorted(language.lower() for language in expected["languages"])
    for source in imported.sources:
        if source.outcome != "whole":
            assert any(note.place == source.place for note in imported.notes), f"{source.name}: nothing says why"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_what_came_of_a_real_file_can_be_used_and_exported(path):
    questionnaire = read(path).questionnaire
    if questionnaire is None:
        pytest.skip("nothing in the file can be asked here")
    assert list(problems_in_structure(questionnaire)) == []
    assert import_file(xlsform(questionnaire), "form.xlsx").questionnaire == questionnaire


@pytest.mark.parametrize("path", OTHERS, ids=named)
def test_a_file_of_another_kind_is_refused_and_told_what_can_be_imported(path):
    with pytest.raises(Refused, match="What can"):
        read(path)


def test_nine_in_ten_questions_of_real_instruments_come_over():
    with (INPUTS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        field = {row["file"] for row in csv.DictReader(file) if row["cls"] == "field"}
    totals = Counter()
    for path in FILES:
        if named(path) in field:
            counts = read(path).counts
            totals.update({f"{path.parent.name} {name}": number for name, number in counts.items()})
            print(f"{named(path)}: {counts}")  # noqa: T201 - the figures are what this test is asked for
    print(dict(totals))  # noqa: T201 - the same
    for folder in FOLDERS:
        came = totals[f"{folder} whole"] + totals[f"{folder} fallback"]
        assert came / totals[f"{folder} questions"] >= GOAL
