"""The extract says what the stored responses say."""

from collections import Counter

import numpy as np
import pytest
from sqlalchemy import select, update

from results.domain.tabulate import breakdowns, one_way
from results.extract import build, response_batches
from survey.domain.changes import eras
from survey.domain.questionnaires.codebook import FIRST_OPTION, Column
from survey.store.answering.responses import EqualityAnswers, Response
from tests.results.changed import change, let_it_change


def recount(session, table, key):
    """Answers to one question, counted from the raw rows."""
    found = Counter(row.answers.get(key) for row in session.scalars(select(table)))
    found.pop(None, None)
    return dict(found)


def counted(extract, name):
    column = next(column for column in extract.codebook if column.name == name)
    numbers = np.bincount(extract.columns[name], minlength=FIRST_OPTION + len(column.options))[FIRST_OPTION:]
    return {option: int(n) for option, n in zip(column.options, numbers, strict=True) if n}


@pytest.mark.parametrize("key", ["support", "heard", "area", "purposes.missing", "duration"])
def test_opinions_are_equal_to_a_recount_from_the_raw_rows(session, croydon, key):
    assert counted(build(session, croydon), key) == recount(session, Response, key)


@pytest.mark.parametrize("key", ["age", "ethnic-group", "ethnic-white"])
def test_equality_answers_are_equal_to_a_recount_from_the_raw_rows(session, croydon, key):
    assert counted(build(session, croydon), key) == recount(session, EqualityAnswers, key)


def test_equality_answers_are_joined_to_their_own_response(session, croydon):
    extract = build(session, croydon)
    said = {row.id: row.answers.get("support") for row in session.scalars(select(Response))}
    pairs = Counter(
        (said[row.id], row.answers["age"])
        for row in session.scalars(select(EqualityAnswers))
        if "age" in row.answers and said[row.id]
    )
    columns = {column.name: column for column in extract.codebook}
    for (support, age), number in pairs.items():
        chosen = [
            extract.columns[name] == FIRST_OPTION + columns[name].options.index(option)
            for name, option in (("support", support), ("age", age))
        ]
        assert int((chosen[0] & chosen[1]).sum()) == number


def test_the_common_columns_are_counted_too(session, croydon):
    extract = build(session, croydon)
    channels = Counter(session.scalars(select(Response.channel)))
    assert counted(extract, "channel") == channels
    assert sum(counted(extract, "stratum").values()) == extract.respondents == 400


def test_the_checksum_changes_with_any_answer_and_with_nothing_else(session, croydon):
    before = build(session, croydon).checksum
    assert build(session, croydon).checksum == before
    row = session.scalars(select(Response).limit(1)).one()
    changed = bytes([row.codes[0] ^ 1]) + row.codes[1:]
    session.execute(update(Response).where(Response.id == row.id).values(codes=changed))
    assert build(session, croydon).checksum != before


def test_an_empty_consultation_has_an_empty_extract(session, croydon):
    for table in (Response, EqualityAnswers):
        for row in session.scalars(select(table)):
            session.delete(row)
    session.flush()
    assert build(session, croydon).respondents == 0


def test_batches_hold_every_response_once(session, croydon):
    codes = [row[-1] for batch in response_batches(session, croydon) for row in batch]
    assert codes == list(session.scalars(select(Response.codes).order_by(Response.id)))


# Before and after a material change. The revisions are drawn at random, and counted again one row at a time.


@pytest.mark.parametrize(
    ("revisions", "shown", "codes"),
    [
        # One change, and a revision after it that was not material.
        ((2,), (1, 2, 3), ("from-revision-1", "from-revision-2")),
        # The first revision that was shown need not be the first of the plan.
        ((5,), (4, 5, 6, 12), ("from-revision-1", "from-revision-5")),
        ((2, 4), (1, 2, 3, 4, 5), ("from-revision-1", "from-revision-2", "from-revision-4")),
        # Nobody answered before, or nobody after: both groups are there.
        ((2,), (2,), ("from-revision-1", "from-revision-2")),
        ((2,), (1,), ("from-revision-1", "from-revision-2")),
    ],
)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_before_and_after_are_equal_to_a_recount_from_the_raw_rows(
    session, croydon, revisions, shown, codes, seed
):
    let_it_change(session, croydon, *(change(number) for number in revisions), shown=shown, seed=seed)
    extract = build(session, croydon)
    assert extract.codebook[-1] == Column("revision", "revision", None, "choice", codes)
    tables = breakdowns(
        extract.columns,
        extract.codebook,
        characteristics=["revision"],
        questions=["support", "purposes", "area"],
    )
    for breakdown in tables:
        key = breakdown.question if breakdown.part is None else f"{breakdown.question}.{breakdown.part}"
        for table, era in zip(breakdown.tables, eras(croydon.material_changes), strict=True):
            rows = [row for row in session.scalars(select(Response)) if era.holds(row.deployment_revision)]
            said = Counter(row.answers.get(key) for row in rows)
            assert table.value == era.code
            assert table.counts == tuple(said[option] for option in table.options)
            assert table.respondents == len(rows)


def test_before_and_after_together_are_everybody(session, croydon):
    let_it_change(session, croydon, change(2), change(4), shown=(1, 2, 3, 4))
    extract = build(session, croydon)
    assert sum(counted(extract, "revision").values()) == extract.respondents == 400
    whole = {(t.question, t.part): t for t in one_way(extract.columns, extract.codebook)}
    for breakdown in breakdowns(extract.columns, extract.codebook, characteristics=["revision"]):
        everybody = whole[breakdown.question, breakdown.part]
        sums = [sum(column) for column in zip(*(t.counts for t in breakdown.tables), strict=True)]
        assert tuple(sums) == everybody.counts
        for residue in ("base", "not_answered", "not_asked"):
            assert sum(getattr(t, residue) for t in breakdown.tables) == getattr(everybody, residue)


@pytest.mark.parametrize(
    "changes",
    # Nothing changed; nobody has decided yet.
    [(), (change(2, None),)],
)
def test_without_a_change_to_split_by_the_extract_is_what_it_always_was(session, croydon, changes):
    before = build(session, croydon)
    after = build(session, let_it_change(session, croydon, *changes))
    assert after.codebook == before.codebook
    assert after.checksum == before.checksum
    assert "revision" not in after.columns


def test_a_change_leaves_the_other_columns_and_the_checksum_as_they_are(session, croydon):
    before = build(session, croydon)
    after = build(session, let_it_change(session, croydon, change(2)))
    assert after.checksum == before.checksum
    assert set(after.columns) - set(before.columns) == {"revision"}
    assert all((after.columns[name] == codes).all() for name, codes in before.columns.items())
