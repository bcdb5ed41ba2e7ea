"""The extract says what the stored responses say."""

from collections import Counter

import numpy as np
import pytest
from sqlalchemy import select, update

from results.extract import build, open_saved, response_batches, save
from survey.domain.questionnaires.codebook import FIRST_OPTION
from survey.store.answering.responses import EqualityAnswers, Response


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


def test_what_is_kept_comes_back_without_equality(session, croydon, tmp_path):
    built = build(session, croydon)
    names = tuple(column.name for column in built.codebook if column.name not in built.equality)
    save(built, tmp_path, names)
    kept = open_saved(tmp_path)
    assert (kept.respondents, kept.checksum) == (built.respondents, built.checksum)
    assert set(kept.columns) == set(names)
    assert "age" not in kept.columns
    for name in names:
        assert (kept.columns[name] == built.columns[name]).all()


def test_nothing_kept_is_nothing(tmp_path):
    assert open_saved(tmp_path) is None


def test_an_empty_consultation_has_an_empty_extract(session, croydon):
    for table in (Response, EqualityAnswers):
        for row in session.scalars(select(table)):
            session.delete(row)
    session.flush()
    assert build(session, croydon).respondents == 0


def test_batches_hold_every_response_once(session, croydon):
    codes = [row[-1] for batch in response_batches(session, croydon) for row in batch]
    assert codes == list(session.scalars(select(Response.codes).order_by(Response.id)))
