"""The texts that people wrote, read back from the mixed responses."""

import pytest
from sqlalchemy import select

from results.comments import campaigns, texts
from results.comments.texts import Kind, StillOpen
from survey.store import consultations, integrity
from survey.store.answering.responses import Response
from tests import demonstration

REASON = "main-reason"


def rewrite(session, response, **answers):
    response.answers = {**response.answers, **answers}
    session.commit()


@pytest.fixture
def every(session, croydon):
    """All mixed responses, in the order of their ids."""
    mine = Response.consultation_id == croydon.id
    return list(session.scalars(select(Response).where(mine).order_by(Response.id)))


def detail_key(session, croydon):
    """A key of a text that goes with an option."""
    return next(key for key, one in texts.sources_of(session, croydon).items() if one.kind is Kind.DETAIL)


def test_every_text_is_read_once_in_the_order_of_the_ids(session, croydon, every):
    keys = texts.sources_of(session, croydon)
    equality = texts.frozen(session, croydon.version_id).questionnaire.questions_of("equality")
    assert not {one.code for one in equality} & {source.question.code for source in keys.values()}
    told = [(one.response, one.key, one.text) for one in texts.each(session, croydon)]
    assert told == [(r.id, key, r.answers[key]) for r in every for key in keys if key in r.answers]
    assert len(told) > 100
    counted = texts.count(session, croydon)
    assert counted == {key: sum(key in r.answers for r in every) for key in keys}


def test_a_detail_is_its_own_kind_and_an_empty_text_is_none(session, croydon, every):
    key = detail_key(session, croydon)
    before = texts.count(session, croydon)
    strange = 'A “quote”, a \\ and\na line — café, 日本, 😀'
    rewrite(session, every[0], **{key: strange, REASON: " \n\t"})
    (found,) = texts.each(session, croydon, keys=(key,))
    assert (found.text, found.kind, found.response) == (strange, Kind.DETAIL, every[0].id)
    assert found.question == key.split(".")[0]
    assert texts.text_of(session, croydon, response=every[0].id, key=key) == found
    assert texts.text_of(session, croydon, response=every[0].id, key=REASON) is None
    assert texts.count(session, croydon)[key] == before[key] + 1


def test_what_was_written_with_a_characteristic_is_not_read(session, croydon, every):
    """Themes and quotes of it would be themes by a characteristic, and quotes beside one."""
    told = "I am the only lamplighter of the parish, and I say so to every one of the sixteen neighbours."
    for response in every[:60]:
        rewrite(session, response, **{"connection.other": told})
    assert "connection" in croydon.counting_rules.counted_by
    assert texts.count(session, croydon).keys() == texts.sources_of(session, croydon).keys()
    assert "connection.other" not in texts.sources_of(session, croydon)
    assert list(texts.each(session, croydon, keys=("connection.other",))) == []
    assert told not in {one.text for one in texts.each(session, croydon)}
    campaigns.search(session, croydon, day=croydon.closed_on)
    assert told not in {one.leader.text for one in campaigns.every(session, croydon)}
    # Nor with a question that is only set beside the census.
    croydon.rules = {**croydon.rules, "characteristics": [], "margins": {"benefits": {}}}
    keys = texts.sources_of(session, croydon)
    assert "connection.other" in keys
    assert "benefits.other" not in keys


def test_what_two_people_left_out_is_marked_or_passed_over(session, croydon, every, monkeypatch):
    wrote = [r.id for r in every if REASON in r.answers]
    monkeypatch.setattr(integrity, "excluded", lambda *_: wrote[:3])
    marked = [one.response for one in texts.each(session, croydon, keys=(REASON,)) if one.excluded]
    assert marked == wrote[:3]
    kept = [one.response for one in texts.each(session, croydon, keys=(REASON,), excluded=False)]
    assert kept == wrote[3:]
    assert texts.count(session, croydon, excluded=False)[REASON] == len(wrote) - 3


def test_nobody_reads_an_answer_while_it_is_open(session, clock):
    demonstration.load(session, clock.today)
    soho = consultations.find(session, demonstration.SOHO)
    with pytest.raises(StillOpen):
        texts.each(session, soho)
    with pytest.raises(StillOpen):
        texts.count(session, soho)
