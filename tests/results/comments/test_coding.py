"""What the database keeps of codings: two people at most, late answers, groups, and what deletion takes."""

import random

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from results.comments import campaigns, coding, grouped, quotes, themes
from results.comments.coding import CodedText, Coding, CodingPlan, ThirdLook
from results.comments.quotes import Proposal, Quote
from results.comments.themes import By, ThemeChange, Wording
from results.domain.themes import NotAllowed, State
from survey.store.answering.mixing import mix
from survey.store.answering.responses import Response
from tests import stuffing
from tests.conftest import add_account
from tests.results.comments import written
from tests.results.comments.written import AGAINST, FOR, KEY, SHORT


@pytest.fixture
def staff(session, password_hash):
    return [add_account(session, "organiser", password_hash, name=name).id for name in ("a", "b", "c")]


@pytest.fixture
def soho(session, clock, staff):
    answers = [written.answer(text, permission="quotes") for text in (FOR, AGAINST, SHORT)]
    return written.closed(session, clock.today, *answers)


@pytest.fixture
def begun(session, soho, staff, clock):
    by = By(staff[0], clock.today)
    coding.start(session, soho, KEY, share=100)
    for name in ("Safety", "Privacy", "Cost"):
        themes.add(session, soho, KEY, Wording(name, "What is about it."), by)
    return soho


def first_of(session, consultation, place=0):
    """The number of an answer."""
    return list(coding.numbers(session, consultation, KEY))[place]


def give(session, consultation, number, account, day, *codes):
    coding.code(session, consultation, KEY, number, codes=codes, by=By(account, day))


def test_two_people_code_an_answer_and_a_third_one_cannot(session, begun, staff, clock):
    give(session, begun, first_of(session, begun), staff[0], clock.today, "safety")
    give(session, begun, first_of(session, begun), staff[1], clock.today, "privacy")
    with pytest.raises(NotAllowed, match="Somebody else coded"):
        give(session, begun, first_of(session, begun), staff[2], clock.today, "safety")
    # Nor can the database hold a third.
    row = {"consultation_id": begun.id, "question": KEY, "number": first_of(session, begun), "account_id": staff[2]}
    with pytest.raises(IntegrityError):
        session.execute(insert(Coding).values(**row, place=3, day=clock.today, themes=[]))


def test_a_merger_settles_those_who_only_differed_by_it_and_its_undoing_brings_that_back(
    session, begun, staff, clock
):
    by = By(staff[0], clock.today)
    give(session, begun, first_of(session, begun), staff[0], clock.today, "cost")
    give(session, begun, first_of(session, begun), staff[1], clock.today, "safety")
    every = {theme.code: theme for theme in themes.every(session, begun, KEY)}
    themes.merge(session, begun, every["cost"], "safety", by)
    standing = coding.standings(session, begun, KEY)[first_of(session, begun)]
    assert (standing.state, standing.themes) == (State.CODED, {"safety"})
    # A merged theme cannot be given, and nothing can be merged into it, in a circle least of all.
    with pytest.raises(NotAllowed, match="no longer offered"):
        give(session, begun, first_of(session, begun, 1), staff[0], clock.today, "cost")
    with pytest.raises(NotAllowed, match="Choose a theme"):
        themes.merge(session, begun, every["safety"], "cost", by)
    themes.undo(session, begun, every["cost"], by)
    assert coding.standings(session, begun, KEY)[first_of(session, begun)].state is State.DISAGREED


def test_only_what_two_differ_about_can_be_settled(session, begun, staff, clock):
    by = By(staff[2], clock.today)
    give(session, begun, first_of(session, begun), staff[0], clock.today, "safety")
    with pytest.raises(NotAllowed, match="Nobody differs"):
        coding.settle(session, begun, KEY, first_of(session, begun), codes=["safety"], by=by)
    give(session, begun, first_of(session, begun), staff[1], clock.today)
    coding.settle(session, begun, KEY, first_of(session, begun), codes=[], by=by)
    standing = coding.standings(session, begun, KEY)[first_of(session, begun)]
    assert (standing.state, standing.themes) == (State.CODED, frozenset())
    # What the two gave stays, for agreement to be measured on.
    assert set(standing.by.values()) == {frozenset({"safety"}), frozenset()}


def late(session, consultation, number):
    """So many answers that were entered from paper after coding began; returns their numbers."""
    before = coding.numbers(session, consultation, KEY)
    answers = [written.answer(f"Entered from paper, late: {n}.") for n in range(number)]
    stuffing.add(session, consultation, *answers, channel="paper")
    mix(session, consultation.id, shuffle=random.Random(1).shuffle, final=True)
    coding.list_late_answers(session, consultation)
    after = coding.numbers(session, consultation, KEY)
    assert before.items() <= after.items()
    return set(after) - set(before)


def test_answers_that_come_late_are_not_known_by_their_numbers(session, begun):
    came = late(session, begun, 40)
    assert len(came) == 40
    assert max(came) <= coding.FEWEST_NUMBERS
    first = set(coding.numbers(session, begun, KEY))
    # Of eighty numbers from one range the forty later ones are not the highest.
    assert min(late(session, begun, 40)) < max(first)


@pytest.mark.parametrize(
    ("first", "later", "most"),
    [
        (3, 1, 10_000),  # few answers
        (990, 200, 10_000),  # their number passes a tenth of the range, which stays
        (1_200, 100, 100_000),  # many answers
        (4_000, 10, 100_000),
        (30, 9_990, 100_000),  # no room is left: more come late than there are numbers
    ],
)
def test_late_numbers_are_of_the_range_of_the_first_ones(first, later, most):
    taken = set(coding._unused(first, taken=set()))
    fresh = coding._unused(later, taken=taken)
    assert len(taken) == first
    assert len(set(fresh)) == later
    assert not taken & set(fresh)
    assert min(taken.union(fresh)) >= 1
    assert max(taken.union(fresh)) <= most


def test_numbers_say_nothing_of_the_order_of_ids(session, soho, clock):
    texts = [written.answer(f"Text number {number}.") for number in range(30)]
    stuffing.add(session, soho, *texts)
    mix(session, soho.id, shuffle=random.Random(1).shuffle, final=True)
    coding.start(session, soho, KEY, share=10)
    ids = list(coding.numbers(session, soho, KEY).values())
    assert ids != sorted(ids)
    assert sorted(ids) == sorted(session.scalars(select(Response.id).where(Response.consultation_id == soho.id)))


COPY = (
    "We ask the council to refuse the cameras, because people have a right to walk through their own streets "
    "without being compared with a list, and because nobody has shown that other ways were tried first."
)


def test_a_confirmed_group_is_coded_at_once_and_nothing_else_with_it(session, clock, staff):
    soho = written.closed(
        session, clock.today, *[written.answer(f"{COPY} {n}") for n in range(12)], written.answer(FOR)
    )
    themes.add(session, soho, KEY, Wording("Privacy", "What is about it."), By(staff[0], clock.today))
    coding.start(session, soho, KEY, share=0)
    first = next(n for n in coding.numbers(session, soho, KEY) if coding.text_of(session, soho, KEY, n).startswith(COPY))
    campaigns.search(session, soho, day=clock.today)
    every = coding.standings(session, soho, KEY)
    # Until a person confirms the group it is none.
    assert grouped.alongside(session, soho, KEY, first, every=every) == []
    wanted = campaigns.Wanted(campaigns.Decision.CONFIRM, "The same text from one leaflet.", 0)
    campaigns.decide(session, soho, 1, wanted=wanted, account=staff[0], day=clock.today)
    others = grouped.alongside(session, soho, KEY, first, every=every)
    assert len(others) == 11
    by = By(staff[0], clock.today)
    coding.code(session, soho, KEY, first, codes=["privacy"], by=by)
    assert grouped.code_along(session, soho, KEY, others, like=first, by=by) == 11
    given = coding.standings(session, soho, KEY).values()
    assert sum(one.themes == {"privacy"} for one in given) == 12
    assert sum(one.state is State.UNCODED for one in given) == 1


def test_publishing_a_quote_takes_two_people_in_the_database_too(session, begun, staff, clock):
    by = By(staff[0], clock.today)
    quote = quotes.propose(session, begun, KEY, first_of(session, begun), proposal=Proposal("safety", ()), by=by)
    with pytest.raises(NotAllowed, match="yourself"):
        quotes.confirm(session, begun, quote, seen=quotes.mark_of(quote), by=by)
    quote.state, quote.decided_by = quotes.CONFIRMED, staff[0]
    with pytest.raises(IntegrityError):
        session.flush()


def test_deletion_takes_what_was_said_of_single_answers_and_leaves_the_themes(session, begun, staff, clock):
    by = By(staff[0], clock.today)
    (theme, *_) = themes.every(session, begun, KEY)
    themes.word(session, begun, theme, Wording("Safety", "Crime.", "She said that…"), by)
    give(session, begun, first_of(session, begun), staff[0], clock.today, "safety")
    give(session, begun, first_of(session, begun), staff[1], clock.today, "privacy")
    coding.settle(session, begun, KEY, first_of(session, begun), codes=["safety"], by=by)
    quotes.propose(session, begun, KEY, first_of(session, begun), proposal=Proposal("safety", ()), by=by)
    tables = (CodedText, Coding, CodingPlan, ThirdLook, Quote, ThemeChange)
    assert all(session.scalar(select(func.count()).select_from(table)) for table in tables)
    quotes.forget(session, begun.id)
    coding.forget(session, begun.id)
    assert not any(session.scalar(select(func.count()).select_from(table)) for table in tables)
    session.expire_all()
    (kept, *_) = themes.every(session, begun, KEY)
    assert (kept.name, kept.definition, kept.example) == ("Safety", "Crime.", "")
