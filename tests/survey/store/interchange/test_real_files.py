"""Real forms and surveys of others, where they are at hand: how much of them comes over, and that nothing breaks.

`make test ARGS="-k real_files -rP"` prints the figures.
"""

import csv
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from survey.domain.interchange.limesurvey.separated import survey_of_lines
from survey.domain.interchange.limesurvey.tables import survey_of
from survey.domain.interchange.result import Refused
from survey.domain.interchange.xlsform.items import survey_of as survey_of_sheet
from survey.domain.interchange.xlsform.remarks import first_line
from survey.domain.interchange.xlsform.sheets import sheet_named
from survey.domain.interchange.xlsform.type_cells import read_type
from survey.domain.interchange.xlsform.words import Words
from survey.domain.questionnaires.structure import problems_in_structure
from survey.store.interchange.files import import_file
from survey.store.interchange.markup import looks_like_markup, tables_in
from survey.store.interchange.workbooks import sheets_in
from survey.store.interchange.writing import xlsform

INPUTS = Path(__file__).parents[5] / "shared" / "inputs"
EXPECTED = json.loads((INPUTS / "expected.json").read_text(encoding="utf-8")) if INPUTS.exists() else {}
FOLDERS = ("xlsform", "limesurvey")
FILES = sorted(path for folder in FOLDERS for path in (INPUTS / folder).glob("*"))
OTHERS = sorted(path for path in INPUTS.rglob("*") if path.is_file() and path.parent.name not in FOLDERS)
GOAL = 0.9
CONDITIONS = ("relevant", "relevance equation", "legacy conditions")
# The types of LimeSurvey in which “other” can be chosen; on others the mark means nothing.
WITH_OTHER = set("L!MP")

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


@dataclass(frozen=True)
class Asked:
    """One line of a file as its own program knows it."""

    name: str
    type: str
    other: bool
    exclusive: bool = False


def lines_of(path):
    """What the importer takes for the questions of a file, before they become ours."""
    data = path.read_bytes()
    if path.parent.name == "xlsform":
        sheets = sheets_in(data)
        words = Words(sheets, first_line(sheet_named(sheets, "settings")))
        items = survey_of_sheet(sheet_named(sheets, "survey"), words).items
        return [Asked(item.name or item.type.written, item.type.kind, item.type.or_other) for item in items]
    survey = survey_of(tables_in(data)) if looks_like_markup(data) else survey_of_lines(data.decode("utf-8-sig"))
    return [Asked(one.title, one.type, one.other, bool(one.get("exclude_all_others"))) for one in survey.questions]


def type_in(path, written):
    """The type as the importer calls it. What is hidden is one type, whatever it holds."""
    kind = read_type(written).kind if path.parent.name == "xlsform" else written
    return "hidden" if kind.startswith("hidden") else kind


def features_of(path):
    return EXPECTED[named(path)]["features"]


def options_of(imported, source):
    questions = imported.questionnaire.questions if imported.questionnaire else ()
    return [option for one in questions if one.code in source.codes for option in getattr(one, "options", ())]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_every_type_of_a_real_file_is_found_as_often_as_it_is_there(path):
    expected = Counter()
    for written, number in EXPECTED[named(path)]["by_type"].items():
        expected[type_in(path, written)] += number
    for group in [kind for kind in expected if kind.startswith(("begin ", "end "))]:
        del expected[group]
    found = lines_of(path)
    assert Counter(type_in(path, one.type) for one in found) == expected
    names = [source.name for source in read(path).sources]
    if path.parent.name == "limesurvey":
        assert names == [one.name for one in found]
    else:
        assert set(names) <= {one.name for one in found}


@pytest.mark.parametrize("path", [path for path in FILES if any(name in features_of(path) for name in CONDITIONS)], ids=named)
def test_conditions_of_a_real_file_come_over_or_are_told(path):
    imported = read(path)
    sections = imported.questionnaire.sections if imported.questionnaire else ()
    carried = any(page.when is not None for section in sections for page in section.pages)
    assert carried or any("condition" in note.words.lower() for note in imported.notes)


@pytest.mark.parametrize("path", [path for path in FILES if {"other option", "or_other"} & set(features_of(path))], ids=named)
def test_other_of_a_real_file_comes_over_or_is_told(path):
    imported, features = read(path), features_of(path)
    found = [one for one in lines_of(path) if one.other]
    assert len(found) == features.get("other option", 0) + features.get("or_other", 0)
    sources = {source.name: source for source in imported.sources}
    for one in found:
        source = sources[one.name]
        carried = any(option.detail or option.code == "other" for option in options_of(imported, source))
        has_one = path.parent.name == "xlsform" or one.type in WITH_OTHER
        assert carried or not has_one or any(note.place == source.place for note in imported.notes), one


@pytest.mark.parametrize("path", [path for path in FILES if "attr:exclude_all_others" in features_of(path)], ids=named)
def test_options_that_stand_alone_in_a_real_file_come_over_or_are_told(path):
    imported = read(path)
    found = [one.name for one in lines_of(path) if one.exclusive]
    assert len(found) == features_of(path)["attr:exclude_all_others"]
    for source in imported.sources:
        if source.name in found:
            carried = any(option.exclusive for option in options_of(imported, source))
            assert carried or any(note.place == source.place for note in imported.notes), source.name


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
