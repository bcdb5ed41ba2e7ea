"""What an organiser is told of a file, row by row."""

import json
from dataclasses import replace

from survey.domain.interchange.definitions import whole
from survey.domain.interchange.result import Outcome
from survey.domain.interchange.telling import fitted, packed, told, unpacked
from survey.domain.questionnaires.questions import Area, CitedFact, Option, Page, Questionnaire, Section
from survey.domain.wording import Catalogue
from tests.survey.domain.interchange.forms import asked, form


def imported():
    """One question whole, one with a fallback, one that cannot be taken over, and a remark on the file."""
    return form(
        asked("select_one colours", "colour", "Which?"),
        asked("decimal", "much", "How much?"),
        asked("image", "photo", "A photo"),
        asked("note", "words", "Hello"),
        settings={"form_title": "Trial", "style": "pages"},
    )


def test_every_question_of_the_file_has_a_row_with_its_notes():
    found = imported()
    rows, remarks = told(found)
    assert [(row.name, row.outcome, len(row.becomes)) for row in rows] == [
        ("colour", Outcome.WHOLE, 1),
        ("much", Outcome.FALLBACK, 1),
        ("photo", Outcome.NONE, 0),
    ]
    assert [bool(row.notes) for row in rows] == [False, True, True]
    assert not any(note.startswith("much:") for note in rows[1].notes)
    # Nothing is told twice, and nothing is left out.
    assert sum(len(row.notes) for row in rows) + len(remarks) == len(found.notes)


def test_what_is_carried_is_the_same_afterwards():
    found = imported()
    assert unpacked(json.loads(json.dumps(packed(found)))) == found


SHOUTED = type("Shouted", (Catalogue,), {"text": lambda _self, message: f"<{message}>", "text_of": lambda _self, one, many, _count: f"<{many or one}>"})("xx")


def test_what_is_told_can_be_said_in_the_language_of_the_page_also_after_it_was_carried():
    found = imported()
    for one in (found, unpacked(json.loads(json.dumps(packed(found))))):
        rows, remarks = told(one)
        said = [SHOUTED.said(words) for row in rows for words in (row.place, *row.notes)]
        said += [SHOUTED.said(words) for remark in remarks for words in (remark.place, remark.words)]
        assert "<survey, row 3>" in said
        assert "<It takes numbers with decimals; here whole numbers only.>" in said
        assert all(words.startswith("<") for words in said)


def test_a_report_is_plain_text():
    for note in imported().report("form.xlsx")["notes"]:
        assert {type(note["place"]), type(note["words"])} == {str}


def test_what_only_another_deployment_knew_is_left_out_and_said():
    fact = CitedFact("cameras", "Cameras", "15")
    places = (Option("e1", "A ward"), Option("none", "None", apart=True))
    area = Area(code="area", text="Where?", options=places, facts=("cameras",), cited=(fact,))
    theirs = whole("Lamppost", Questionnaire("q", "Q", (Section("s", "S", (Page("p", (area,)),)),)))
    found = fitted(theirs)
    question = found.questionnaire.question("area")
    assert question == replace(area, cited=())
    assert [note.words for note in found.notes] == [
        "What is known beside “Where?” is taken anew from the register of this deployment when it opens.",
        "“Where?” brings answers of its own. The places of this deployment are put before them.",
    ]
    assert fitted(replace(theirs, questionnaire=None)).notes == ()
