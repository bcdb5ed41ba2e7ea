"""A release of every type of question: counts add up, charts and exports say the same."""

import csv
import io
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from results import charts, exports, releases
from results.charts import CHARTS
from results.drawing import words
from results.web.view import answered
from survey.domain.questionnaires.ordering import ORDER
from survey.store.answering.responses import Response
from survey.store.questionnaires.versions import frozen
from tests import every_type

NUMBER = 600


@pytest.fixture
def consultation(session, clock):
    found = every_type.add(session, clock.today)
    every_type.close_with(session, found, NUMBER)
    return found


@pytest.fixture
def release(session, consultation, clock):
    return releases.make(session, consultation, today=clock.today + timedelta(days=1)).release


@pytest.fixture
def asked(session, consultation):
    return frozen(session, consultation.version_id).questionnaire


def test_every_table_counts_everybody_once(session, release, asked):
    tables = releases.alone(session, release)
    assert set(tables) >= {question.code for question in asked.questions if CHARTS[question.kind]}
    assert {"welcome", "paper", ORDER}.isdisjoint(tables)
    for own in tables.values():
        for table in own:
            if table.exact:
                assert table.base + table.not_answered + table.not_asked == NUMBER
                assert table.multiple or not table.options or sum(cell.count for cell in table.cells) == table.base
    given = [row.answers for row in session.scalars(select(Response))]
    for code, own in tables.items():
        # Rankings, shares and channel are recounted in tests of their own.
        if code in {question.code for question in asked.questions} - {"first", "money"}:
            assert all(_recounted(table, asked.question(code), given) for table in own if table.exact), code


def _recounted(table, question, given):
    """Whether each figure is what a walk over the answers as they were given finds."""
    said = [answers.get(table.name) for answers in given]
    if question.kind == "number":
        bands = {band.code: range(band.minimum, band.maximum + 1) for band in question.bands}
        found = [sum(number in bands[option] for number in said if number is not None) for option in table.options]
    elif table.multiple:
        found = [sum(option in (chosen or ()) for chosen in said) for option in table.options]
    else:
        found = [said.count(option) for option in table.options]
    shares = [100 * count / table.base for count in found]
    return [cell.count for cell in table.cells] == found and all(
        abs(cell.percent - share) <= 0.5 for cell, share in zip(table.cells, shares, strict=True)
    )


def test_what_a_program_answers_is_what_a_resident_could_have_sent(session, consultation):
    codebook = frozen(session, consultation.version_id).opinion
    asked = frozenset(question.code for question in codebook.questions)
    for response in session.scalars(select(Response).limit(100)):
        assert codebook.encode(response.answers, asked) == response.codes


def test_a_ranking_is_counted_as_it_was_answered(session, release, asked):
    given = [row.answers for row in session.scalars(select(Response))]
    first = Counter(answers.get("first.1") for answers in given)
    tables = {table.part: table for table in releases.alone(session, release)["first"]}
    assert set(tables) == set(asked.question("first").option_codes)
    for part, table in tables.items():
        assert table.cells[0].count == first[part]
        assert table.base == NUMBER - first[None]
    # Everybody who ranked put exactly one thing first.
    assert sum(table.cells[0].count for table in tables.values()) == NUMBER - first[None]


def test_shares_and_dates_are_counted_by_their_bands(session, release, asked):
    given = [row.answers for row in session.scalars(select(Response))]
    tables = releases.alone(session, release)
    (months,) = tables["month"]
    assert [cell.count for cell in months.cells] == [sum(a.get("month") == o for a in given) for o in months.options]
    for table in tables["money"]:
        shares = [a[f"money.{table.part}"] for a in given if f"money.{table.part}" in a]
        bands = asked.question("money").counted_bands
        assert [c.count for c in table.cells] == [sum(b.minimum <= s <= b.maximum for s in shares) for b in bands]
    assert all(sum(a[k] for k in a if k.startswith("money.")) == 100 for a in given if "money.cameras" in a)


def test_every_question_has_its_chart_and_its_words(session, release, asked):
    tables = releases.alone(session, release)
    for question in asked.questions:
        if CHARTS[question.kind] is None or question.code not in tables or not tables[question.code][0].exact:
            continue
        shown = answered(question, tables[question.code])
        assert shown.chart.message.count("base") == 1
        assert (shown.matrix is not None) == question.by_part
        for figures in shown.figures:
            assert figures.caption
            assert all(line.label for line in figures.lines)


def test_the_message_of_a_ranking_and_of_a_likelihood(session, release, asked):
    tables = releases.alone(session, release)
    assert charts.grid(tables["first"], asked.question("first")).message.startswith("Most often put first: “")
    message = charts.topline(tables["likely"][0], asked.question("likely")).message
    assert "answered 0 to 3" in message
    assert "answered 7 to 10; " in message
    labels = words.option_labels(asked.question("likely"))
    assert (labels["0"], labels["5"], labels["10"]) == ("0: Not at all likely", "5", "10: Extremely likely")


def test_a_likelihood_by_groups_speaks_of_both_ends(session, release, asked):
    tables = releases.by(session, release, characteristic="channel", question="likely")
    message = charts.breakdown(tables, asked.question("likely"), {"web": "Web"}, characteristic="channel").message
    assert "the share answering 0 to 3 " in message
    assert "the share answering 7 to 10 " in message


def test_every_question_can_be_seen_by_a_characteristic(session, release, asked):
    for question in asked.questions:
        tables = releases.by(session, release, characteristic="channel", question=question.code)
        if tables:
            own = [table for table in tables if table.part == tables[0].part]
            chart = charts.breakdown(own, question, {"web": "Web"}, characteristic="channel")
            assert chart.message


def test_an_export_says_what_was_answered(session, consultation, release):
    content = b"".join(chunk for chunk, _ in exports.response_chunks(session, consultation))
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    stored = list(session.scalars(select(Response).order_by(Response.id)))
    assert len(rows) == len(stored) == NUMBER
    for row, answers in zip(rows, (one.answers for one in stored), strict=True):
        assert row["month"] == answers.get("month", "not-answered")
        assert row["likely"] == answers.get("likely", "not-answered")
        assert row["money.officers"] == str(answers.get("money.officers", "not-answered"))
        places = {"first": "first.1", "second": "first.2", "third": "first.3"}
        assert all(row[f"first.{answers[key]}"] == place for place, key in places.items() if key in answers)
        assert row[ORDER] == str(answers[ORDER])
    assert not any(name.startswith(("welcome", "paper")) or name.endswith(".typed") for name in rows[0])


def test_the_code_book_says_what_every_order_was(asked):
    lines = list(csv.reader(io.StringIO(exports.codebook_csv(asked.questions).decode("utf-8-sig"), newline="")))
    orders = [line for line in lines if line[0] == ORDER and line[3] == "money"]
    assert len(orders) == 24
    assert orders[0][5:] == ["1", "cameras, officers, lighting"]
    assert {line[0] for line in lines}.isdisjoint({"welcome", "paper"})
