"""A further edition of the results: after at least 50 changes, and without giving anybody away."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from results import editions, releases
from results.domain.editions import Edition, key_of
from results.editions import EditionStand
from results.refusals import ReleaseError, changes_since, refuse_the_same
from results.verifying import differences
from survey.domain.log_words import entry_in_words
from survey.store import consultations, integrity, submissions
from survey.store.answering.closing import delete_answers
from survey.store.answering.responses import Response
from survey.store.database import engine_for, session_factory
from survey.store.questionnaires.versions import frozen
from tests import databases, demonstration, stuffing

DAY = date(2026, 10, 26)
LATER = date(2026, 11, 20)
REASON = "A box of forms that came in time was found in the library."
LATE = {"capacity": "individual", "support": "strongly-oppose", "connection": ["work"]}


def make(session, consultation, today=DAY):
    return releases.make(session, consultation, today=today).release


def found_late(session, consultation, number, answers=LATE):
    """So many forms on paper that came in time and are entered now."""
    stuffing.add(session, consultation, *[answers] * number, channel="paper", receipt_hash="")


def tables(session, release):
    return {
        (table.name, table.group, table.value): table for table in releases.all_tables(session, release)
    }


@pytest.fixture(scope="module")
def corrected_file(tmp_path_factory, sqlite_template):
    """A database with a consultation that was counted once, and opened again for a correction. Copy it."""
    folder = tmp_path_factory.mktemp("corrected")
    engine = engine_for(databases.copy_of(sqlite_template, folder))
    with session_factory(engine)() as session:
        demonstration.load(session, date(2026, 11, 2))
        consultation = demonstration.add_responses(session, number=400)
        stuffing.shut(session, consultation, consultation.closes_on)
        make(session, consultation)
        editions.begin(session, consultation, reason=REASON, today=LATER)
        session.commit()
    engine.dispose()
    return folder / "lamppost.sqlite"


@pytest.fixture
def store(corrected_file, tmp_path):
    engine = engine_for(databases.copy_of(corrected_file, tmp_path))
    with session_factory(engine)() as session:
        yield session
    engine.dispose()


@pytest.fixture
def corrected(store):
    return demonstration.consultation(store, demonstration.CROYDON)


def test_a_further_edition_on_either_database(session, croydon):
    make(session, croydon)
    editions.begin(session, croydon, reason=REASON, today=LATER)
    found_late(session, croydon, 60)
    second = make(session, croydon, LATER)
    assert (second.edition, second.counted) == (2, 460)
    assert list(differences(session, croydon, second)) == []


def test_a_further_edition_counts_what_was_added_and_the_earlier_one_stays(store, corrected):
    first = releases.newest(store, corrected)
    before = tables(store, first)
    found_late(store, corrected, 60)
    second = make(store, corrected, LATER)
    assert (second.edition, second.made_on, second.counted) == (2, LATER, 460)
    assert second.checksum != first.checksum
    assert tables(store, first) == before
    assert [one.edition for one in releases.every_edition(store, corrected)] == [2, 1]
    now = tables(store, second)
    old, new = before["support", None, None], now["support", None, None]
    grown = [cell.count - was.count for cell, was in zip(new.cells, old.cells, strict=True)]
    assert dict(zip(new.options, grown, strict=True))["strongly-oppose"] == sum(grown) == 60


def test_tables_in_which_too_little_changed_stay_and_are_named(store, corrected):
    before = tables(store, releases.newest(store, corrected))
    found_late(store, corrected, 60)
    second = make(store, corrected, LATER)
    now = tables(store, second)
    # Those who came late all left this one out.
    assert now["heard", None, None] == before["heard", None, None]
    assert "heard" in second.questions_kept
    assert "support" not in second.questions_kept
    stayed = {key_of(table) for name, table in now.items() if table == before.get(name)}
    assert set(second.kept) <= stayed
    assert len(second.kept) == len(second.questions_kept) + second.groups_kept


@pytest.mark.parametrize(("late", "missing"), [(0, 50), (1, 49), (49, 1)])
def test_fewer_than_fifty_changes_are_refused_with_what_is_missing(store, corrected, late, missing):
    found_late(store, corrected, late)
    assert changes_since(store, corrected).missing == missing
    with pytest.raises(ReleaseError, match=f"{late} changed, so {missing} are missing"):
        make(store, corrected, LATER)
    assert releases.newest(store, corrected).edition == 1


def test_an_edition_in_which_every_figure_would_stay_is_refused():
    with pytest.raises(ReleaseError, match="in no table by 50 or more"):
        refuse_the_same(Edition([("", None)] * 2, {}, ["a|", "b|"]), 1)
    refuse_the_same(Edition([("", None)] * 2, {}, ["a|"]), 1)


def test_an_exact_question_is_never_published_again_after_fewer_than_fifty_answers(store, corrected):
    """The attack: 59 forms that leave the question out, and one neighbour who answers it."""
    before = tables(store, releases.newest(store, corrected))
    found_late(store, corrected, 59, {"capacity": "individual"})
    found_late(store, corrected, 1)
    now = tables(store, make(store, corrected, LATER))
    assert now["capacity", None, None] != before["capacity", None, None]
    for name in now:
        if name[0] == "support":
            assert now[name] == before[name]


def test_a_third_edition_cannot_take_back_all_but_one_of_the_second(store, corrected):
    found_late(store, corrected, 60)
    make(store, corrected, LATER)
    editions.begin(store, corrected, reason=REASON, today=LATER)
    found_late(store, corrected, 55)
    third = make(store, corrected, LATER)
    assert (third.edition, third.counted) == (3, 515)
    assert "support" not in third.questions_kept


def test_the_same_figures_have_the_same_offsets_in_every_edition(store, corrected):
    first = tables(store, releases.newest(store, corrected))
    found_late(store, corrected, 60)
    second = tables(store, make(store, corrected, LATER))
    for name, table in second.items():
        if name in first and table.group == "connection" and name[2] != "work":
            assert table == first[name]


def test_what_changed_is_logged_in_words_that_every_language_has(store, corrected):
    found_late(store, corrected, 60)
    make(store, corrected, LATER)
    releases.publish(store, corrected, on=LATER, today=LATER)
    *_, begun, counted, public = consultations.log_of(store, corrected)
    assert begun.text == f"The count was opened again for a correction. Reason: {REASON}"
    assert "Since edition 1 60 were added, 0 left out and 0 taken back in." in counted.text
    assert "tables stay as they were" in counted.text
    assert public.text == "Edition 2 of the results is public from 20 November 2026."
    assert entry_in_words(counted.text)
    assert entry_in_words(public.text)


def test_everyone_sees_the_newest_edition_that_is_public(store, corrected):
    releases.publish(store, corrected, on=DAY, today=DAY)
    found_late(store, corrected, 60)
    second = make(store, corrected, LATER)
    assert releases.newest(store, corrected) is second
    assert releases.public_editions(store, corrected, today=LATER)[0].edition == 1
    releases.publish(store, corrected, on=LATER, today=LATER)
    assert releases.public_editions(store, corrected, today=LATER)[0] is second
    assert [one.edition for one in releases.public_editions(store, corrected, today=LATER)] == [2, 1]
    # Results that are public stay public: the day of the first edition did not move.
    assert corrected.published_on == DAY
    assert releases.public_editions(store, corrected, today=date(2026, 11, 1))[0].edition == 1


def test_what_was_decided_for_a_further_edition_is_public_with_it_and_not_before(store, corrected):
    settled = {"rules": {"same-text": {"marked": 3}}, "marked": 3, "left_out": [], "decisions": []}
    marking = integrity.marking_of(store, corrected)
    marking.outcome = settled
    store.flush()
    releases.publish(store, corrected, on=DAY, today=DAY)
    found_late(store, corrected, 60)
    make(store, corrected, LATER)
    # Counted and not published: everyone still reads what was decided for the first edition.
    assert marking.settled
    assert marking.outcome_on(LATER) == settled
    assert marking.outcome_of(2)["marked"] == len(integrity.marked(store, corrected))
    assert integrity.counts_of(store, corrected, edition=1)["same-text"].marked == 3
    assert integrity.counts_of(store, corrected, edition=2) == integrity.counts_now(store, corrected)
    # Its day is set, and has not come.
    tomorrow = LATER + timedelta(days=1)
    releases.publish(store, corrected, on=tomorrow, today=LATER)
    assert marking.outcome_on(LATER) == settled
    assert marking.outcome_on(tomorrow)["edition"] == 2


def test_a_correction_opens_the_log_and_a_new_edition_closes_it(store, corrected):
    assert not submissions.is_settled(store, corrected)
    found_late(store, corrected, 60)
    make(store, corrected, LATER)
    assert submissions.is_settled(store, corrected)
    assert editions.correction(store, corrected) is None


def test_a_correction_can_end_without_a_new_edition(store, corrected):
    assert editions.leave(store, corrected, today=LATER)
    assert submissions.is_settled(store, corrected)
    assert "without a new edition" in consultations.log_of(store, corrected)[-1].text
    assert not editions.leave(store, corrected, today=LATER)


def test_a_further_edition_can_be_verified_from_the_stored_answers(store, corrected):
    found_late(store, corrected, 60)
    second = make(store, corrected, LATER)
    assert list(differences(store, corrected, second)) == []
    # One answer less would be seen.
    some = store.scalars(select(Response.id).where(Response.channel == "web").limit(60)).all()
    stranger = frozen(store, corrected.version_id).opinion.encode({}, frozenset())
    store.execute(update(Response).where(Response.id.in_(some)).values(codes=stranger))
    assert any("Checksum" in said for said in differences(store, corrected, second))


def test_what_is_kept_inside_goes_with_the_responses(store, corrected):
    editions.forget(store, corrected, today=LATER)
    delete_answers(store, corrected, day=LATER)
    assert store.scalar(select(func.count()).select_from(EditionStand)) == 0
    assert changes_since(store, corrected) is None
    assert integrity.marking_of(store, corrected) is None or integrity.marking_of(store, corrected).settled
    with pytest.raises(ReleaseError, match="is gone"):
        make(store, corrected, LATER)


def test_nothing_that_is_kept_names_a_response(store, corrected):
    """Among few forms that came late it would tell whose they are."""
    (kept,) = store.scalars(select(EditionStand))
    stored = str([getattr(kept, column.name) for column in EditionStand.__table__.columns])
    for id_ in store.scalars(select(Response.id)):
        assert id_ not in stored
    assert replace(editions.stands(store, corrected)[0]).responses == 400
