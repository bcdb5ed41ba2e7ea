"""Taking over somebody else's questionnaire: what was read is shown, and only accepting changes anything."""

import io
import json
from dataclasses import replace

import pytest

from survey.domain.questionnaires.building import put_question
from survey.domain.questionnaires.definition import dump
from survey.domain.questionnaires.inserting import insert
from survey.domain.questionnaires.translations import with_translations
from survey.store.consultations import Consultation
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.shipped import shipped_blocks
from survey.store.translating import translations
from survey.store.translating.translations import QUESTIONNAIRE, By, Edit, Subject
from tests import demonstration
from tests.survey.domain.questionnaires.test_joining import small
from tests.survey.store.interchange import hostile
from tests.survey.web.questionnaires.test_files import put

WELSH = {"why.text": "Pam {answer:tie|hynny}?", "tie.options.a.label": "Un", "gone.text": "Coll"}
FORM = hostile.xlsx(
    "".join(
        f'<row r="{number}">{hostile.cell(f"A{number}", kind)}{hostile.cell(f"B{number}", name)}{hostile.cell(f"C{number}", label)}</row>'
        for number, (kind, name, label) in enumerate(
            [("type", "name", "label"), ("text", "first", "First?"), ("decimal", "heard", "How much?"), ("image", "photo", "A photo")], start=1
        )
    )
)


@pytest.fixture
def base(planned, sign_in):
    sign_in("organiser")
    return f"/organise/consultations/{planned.slug}/questionnaire/import/"


@pytest.fixture
def upload(client, base):
    def upload(data, name="form.xlsx", status=200):
        token = client.get_page(base).form().values["csrf_token"]
        sent = {"csrf_token": token, "file": (io.BytesIO(data), name)} if data else {"csrf_token": token}
        return client.post_page(base, sent, status=status)

    return upload


def ours(**changes):
    return json.dumps(with_translations(dump(replace(small(), **changes)), {"cy": WELSH})).encode()


def row(session, planned):
    session.expire_all()
    return next_versions.find(session, planned)


def test_what_was_read_is_shown_row_by_row_before_it_is_accepted(upload, session, planned):
    before = row(session, planned).definition
    page = upload(FORM)
    assert page.h1 == "What was read"
    assert "“form.xlsx” is from XLSForm. It has 3 questions. Whole1 With a fallback1 Not taken over1" in page.text
    assert "Fallback survey, row 3, heard How much? It takes numbers with decimals" in page.text
    assert "Not taken over survey, row 4, photo" in page.text
    assert row(session, planned).definition == before
    page = page.form("accept/").submit(status=422)
    assert page.errors == ["Choose what to do with the questions that are there"]
    page = page.form("accept/").submit({"how": "replace"})
    there = row(session, planned)
    assert [question.code for question in there.questionnaire.questions] == ["first", "heard"]
    assert next_versions.neighbours(session, there)[0].said == "Imported form.xlsx"


def test_its_questions_can_be_put_after_those_that_are_there(upload, session, planned):
    own = row(session, planned).questionnaire
    upload(FORM).form("accept/").submit({"how": "append"})
    there = row(session, planned).questionnaire
    assert len(there.questions) == len(own.questions) + 2
    assert there.question("heard") == own.question("heard")
    assert there.question("heard-2").text == "How much?"


def test_translations_come_along_under_their_new_codes_and_none_is_written_over(upload, session, planned, clock):
    put(session, planned, small(), clock.today)
    page = upload(ours(), "ours.json")
    assert "Welsh: 2 texts" in page.text
    assert "gone.text: Coll" in page.text
    page.form("accept/").submit({"how": "append"})
    subject = Subject(QUESTIONNAIRE, planned.id)
    found = {one.place: (one.text, one.checked) for one in translations.kept(session, subject, "cy")}
    assert found == {"why-2.text": ("Pam {answer:tie-2|hynny}?", False), "tie-2.options.a.label": ("Un", False)}
    edit = Edit("tie.options.a.label", "A", "Wedi ei wirio", checked_by="Mair")
    translations.save(session, subject, "cy", [edit], by=By("Mair", clock.today))
    session.commit()
    upload(ours(), "ours.json").form("accept/").submit({"how": "replace"})
    session.expire_all()
    found = {one.place: one.text for one in translations.kept(session, subject, "cy")}
    assert found["tie.options.a.label"] == "Wedi ei wirio"
    assert found["why.text"] == "Pam {answer:tie|hynny}?"


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (None, "", "Choose the file with the questionnaire"),
        (b"\x89PNG", "a.png", "“a.png” was not imported. This kind of file cannot be imported."),
        (b"\x89PNG", "a.xlsx", "“a.xlsx” was not imported. It cannot be opened as a workbook. Save it again as .xlsx"),
        (b"{", "a.json", "“a.json” was not imported. The file is damaged JSON, or nested too deep."),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(upload, data, name, says):
    assert upload(data, name, status=422).errors[0].startswith(says)


def test_a_file_in_which_nothing_can_be_asked_is_listed(upload):
    rows = f'<row r="1">{hostile.cell("A1", "type")}{hostile.cell("B1", "name")}</row><row r="2">{hostile.cell("A2", "image")}{hostile.cell("B2", "photo")}</row>'
    page = upload(hostile.xlsx(rows), status=422)
    assert page.errors == ["Nothing in the file can be asked here. What it holds is listed below"]
    assert "Not taken over survey, row 2, photo" in page.text


def test_a_file_is_no_way_round_a_lock(upload, session, planned, clock):
    age = shipped_blocks()["age"]
    own = insert(small(), age).questionnaire
    put(session, planned, own, clock.today)
    asked = own.question("age")
    forged = replace(asked, text="How very old are you?")
    page = upload(json.dumps(dump(put_question(own, forged))).encode(), "ours.json")
    assert "“How very old are you?” says that it comes from “age@1” of the bank, and has not the words" in page.text
    refused = page.form("accept/").submit({"how": "replace"}, status=422)
    assert f"is locked here, so that their answers can be compared, and the file words them otherwise: “{asked.text}”" in refused.errors[0]
    page.form("accept/").submit({"how": "append"})
    there = row(session, planned).questionnaire
    assert there.question("age") == asked
    assert (there.question("age-2").block, there.question("age-2").locked) == ("", "")


def test_who_saved_in_between_is_not_overwritten(upload, session, planned, clock):
    page = upload(FORM)
    put(session, planned, small(), clock.today)
    page = page.form("accept/").submit({"how": "replace"}, status=409)
    assert page.errors[0].startswith("Nothing was imported yet: x changed the questionnaire")
    assert row(session, planned).questionnaire == small()
    page.form("accept/").submit({"how": "replace"})
    assert len(row(session, planned).questionnaire.questions) == 2


def test_a_preview_of_something_else_is_not_accepted(upload, session, planned):
    form = upload(FORM).form("accept/")
    forged = form.values["content"][0].replace("A", "B")
    page = form.submit({"how": "replace"}, forged={"content": forged}, status=422)
    assert page.errors[0].startswith("This preview is not from this page")


def test_where_nothing_is_asked_yet_there_is_nothing_to_choose(upload, session, planned, clock):
    put(session, planned, replace(small(), sections=()), clock.today)
    upload(FORM).form("accept/").submit()
    assert len(row(session, planned).questionnaire.questions) == 2


def test_once_it_is_announced_nothing_can_be_imported(client, session, clock, sign_in):
    demonstration.load(session, clock.today)
    sign_in("organiser")
    open_now: Consultation = demonstration.consultation(session)
    page = client.get_page(f"/organise/consultations/{open_now.slug}/questionnaire/import/", status=409)
    assert "People know these questions already" in page.text
    assert not page.all("input", type="file")
