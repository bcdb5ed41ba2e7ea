"""Files to take away: complete, readable again, and harmless in a spreadsheet."""

import csv
import io

import pytest
from sqlalchemy import select, update

from results import exports, releases
from survey.domain.questionnaires.kinds import TYPES
from survey.store import integrity
from survey.store.answering.responses import Response
from survey.store.questionnaires.versions import frozen
from tests.results.test_excluded import leave_out, people, stuffed  # noqa: F401 - fixtures used below
from tests.results.test_releases import DAY


def rows_of(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def exported(session, consultation):
    return rows_of(b"".join(chunk for chunk, _ in exports.response_chunks(session, consultation)))


def test_every_response_is_exported_with_its_answers(session, croydon):
    stored = list(session.scalars(select(Response).order_by(Response.id)))
    rows = exported(session, croydon)
    assert len(rows) == len(stored) == 400
    for response, row in zip(stored[:60], rows, strict=False):
        answers = response.answers
        assert (row["day"], row["channel"]) == (response.day.isoformat(), response.channel)
        for key in ("support", "purposes.missing"):
            assert row[key] == answers.get(key, "not-answered")
        assert row["main-reason"] == answers.get("main-reason", "")
        chosen = {name for name, value in row.items() if name.startswith("limits.") and value == "1"}
        assert chosen == {f"limits.{option}" for option in answers.get("limits", [])}


def test_a_receipt_does_not_lead_to_a_row(session, croydon):
    (first, *_) = exported(session, croydon)
    ids = set(session.scalars(select(Response.id)))
    assert ids.isdisjoint(first.values())


def test_those_that_two_people_left_out_are_marked_and_no_others(session, stuffed, people):  # noqa: F811 - the fixtures imported above
    leave_out(session, stuffed, people, 5, second=False)
    leave_out(session, stuffed, people, 3)
    mine = select(Response.id).where(Response.consultation_id == stuffed.id).order_by(Response.id)
    gone = set(integrity.excluded(session, stuffed))
    marks = [row["left_out"] for row in exported(session, stuffed)]
    assert marks == ["yes" if one in gone else "" for one in session.scalars(mine)]
    assert marks.count("yes") == 3


def test_not_asked_and_not_answered_differ(session, croydon):
    by_capacity = {row["capacity"]: row for row in exported(session, croydon)}
    assert by_capacity["organisation"]["visiting"] == ""
    assert {row["visiting"] for row in exported(session, croydon)} >= {"not-answered", "same", ""}


def test_no_equality_answer_is_in_the_export(session, croydon):
    (first, *_) = exported(session, croydon)
    equality = {q.code for q in frozen(session, croydon.version_id).questionnaire.questions_of("equality")}
    assert equality.isdisjoint(first)


def test_a_formula_in_an_answer_is_harmless(session, croydon):
    response = next(row for row in session.scalars(select(Response)) if "main-reason" in row.answers)
    text = '=HYPERLINK("http://evil.example")'
    answers = response.answers | {"main-reason": text}
    session.execute(update(Response).where(Response.id == response.id).values(answers=answers))
    session.flush()
    (row,) = [row for row in exported(session, croydon) if "HYPERLINK" in row["main-reason"]]
    assert row["main-reason"] == "'" + text


def test_protected_tables_hold_no_small_figure(session, croydon):
    release = releases.make(session, croydon, today=DAY).release
    rows = rows_of(exports.tables_csv(releases.all_tables(session, release), croydon))
    protected = [row["count"] for row in rows if row["figures"] == "protected"]
    assert {"fewer than 10", "not shown"} & set(protected)
    numbers = [int(count) for count in protected if count.isdigit()]
    assert min(numbers) >= 10
    assert all(number % 5 == 0 for number in numbers)
    assert not any(row["percent"] for row in rows if not row["count"].isdigit())


def test_the_code_book_says_what_every_code_means(session, croydon):
    questionnaire = frozen(session, croydon.version_id).questionnaire
    rows = rows_of(exports.codebook_csv(questionnaire.questions))
    assert {row["question"] for row in rows} == {question.code for question in questionnaire.questions}
    meaning = {(row["question"], row["row"], row["option"]): row["option text"] for row in rows}
    assert meaning["support", "", "dont-know"] == "Don’t know"
    assert meaning["purposes", "missing", "neither"] == "Neither support nor oppose"


def test_every_type_of_question_can_be_exported():
    assert set(exports.EXPORTERS) == set(TYPES)


@pytest.mark.parametrize(
    ("synthetic", "mark"),
    [
        # A file goes round without the page that it came from, so it carries its label itself.
        (True, "synthetic demonstration data"),
        (False, None),
    ],
)
def test_made_up_data_is_marked_on_every_line_of_every_file(session, croydon, synthetic, mark):
    croydon.synthetic = synthetic
    release = releases.make(session, croydon, today=DAY).release
    tables = rows_of(exports.tables_csv(releases.all_tables(session, release), croydon))
    assert {row.get("data") for row in exported(session, croydon)} == {mark}
    assert {row.get("data") for row in tables} == {mark}
