"""Who is missing while a consultation is open: protected figures, seldom new, and nothing about opinions."""

import random
import re
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import timedelta
from itertools import accumulate

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from results.domain.disclosure import Disclosure
from results.web.missing import missing_so_far
from survey.domain.questionnaires.codebook import FIRST_OPTION
from survey.store import consultations
from survey.store.answering import responses, so_far
from survey.store.answering.closing import close, delete_answers
from survey.store.answering.responses import EqualityAnswers, Response
from survey.store.questionnaires.versions import frozen
from tests import demonstration
from tests.demonstration import CROYDON

PAGE = f"/organise/consultations/{CROYDON}/"


@pytest.fixture
def open_one(session, clock):
    """Croydon's consultation on its last day, with 400 responses on the days before."""
    demonstration.load(session, clock.today)
    found = demonstration.add_responses(session, CROYDON, number=400)
    clock.today = found.closes_on
    return found


def test_organisers_see_who_is_missing_and_what_to_do(open_one, client, sign_in, session):
    sign_in("organiser")
    page = client.get_page(PAGE)
    assert "There is 1 day left to reach them." in page.text
    assert re.search(r"By age: Under 16: (at least )?\d+ more", page.text)
    assert "schools, colleges, youth services" in page.text
    assert "Invite everybody in a group, whatever they are likely to think." in page.text
    assert "support" not in page.text.lower()
    # What was counted is kept for whoever looks next.
    session.rollback()
    assert so_far.kept(session, open_one).counted >= 350


def test_every_figure_is_protected_and_none_is_small(open_one, session, clock):
    found = missing_so_far(session, open_one, today=clock.today)
    assert [one.question.code for one in found.characteristics] == ["age", "sex", "ethnic-group"]
    counts = [line.count for one in found.characteristics if one.census for line in one.census.lines]
    assert counts
    assert all(count == "fewer than 10" or (int(count) % 5 == 0 and int(count) >= 10) for count in counts)


def test_the_offsets_are_not_those_of_the_release_so_that_between_the_two_nobody_can_be_seen(open_one, session, clock):
    missing_so_far(session, open_one, today=clock.today)
    version = frozen(session, open_one.version_id)
    kept, rules = so_far.kept(session, open_one), Disclosure(open_one.slug, consultations.secret_of(session, open_one))
    column = next(column for column in version.equality.columns if column.name == "age")
    codes = so_far.codes_of(session, open_one, version, "age", until=kept.until)
    shown = [count for count, _ in next(own for own in kept.tables if own["question"] == "age")["cells"]]

    def of(name):
        return [
            rules.figure(codes.get(FIRST_OPTION + place, 0), f"{name}|age={option}|*")
            for place, option in enumerate(column.options)
        ]

    assert shown == of(f"{CROYDON}|so-far")
    assert shown != of(CROYDON)


def figures(found):
    return found.until, [line.count for one in found.characteristics if one.census for line in one.census.lines]


def add_alike(session, consultation, number, *, day):
    """Mixed responses that all answered as one did, which says its age."""
    having = Response.id == EqualityAnswers.id, Response.consultation_id == consultation.id
    one, apart = next(
        pair for pair in session.execute(select(Response, EqualityAnswers).where(*having)) if "age" in pair[1].answers
    )
    for model, like in ((Response, one), (EqualityAnswers, apart)):
        values = {column.name: getattr(like, column.name) for column in model.__table__.columns}
        values |= {"day": day} if model is Response else {}
        session.add_all(model(**values | {"id": f"{session.info['added'] + n:032}"}) for n in range(number))
    session.info["added"] += number
    session.flush()


def test_the_first_figures_come_with_50_mixed_responses_of_days_that_are_over(open_one, session, clock):
    days = so_far.by_day(session, open_one, before=clock.today)
    so_many = accumulate(number for _, number in days)
    day = next(day for (day, _), total in zip(days, so_many, strict=True) if total >= 50)
    # Responses of the day itself never count: they would come one by one.
    assert missing_so_far(session, open_one, today=day).until is None
    assert missing_so_far(session, open_one, today=day + timedelta(days=1)).until == day


def test_figures_move_only_after_50_more_responses_and_never_for_one_that_is_late_or_withdrawn(open_one, session, clock):
    session.info["added"] = 0
    first = figures(missing_so_far(session, open_one, today=clock.today))
    counted = so_far.kept(session, open_one).counted
    # Sent long ago and mixed only now: counted anew, they would show what one of them answered.
    add_alike(session, open_one, 49, day=open_one.opens_on)
    assert figures(missing_so_far(session, open_one, today=clock.today)) == first
    for one in session.scalars(select(Response).where(Response.day < clock.today).limit(30)).all():
        responses.withdraw(session, response_id=one.id, receipt_hash="")
    assert figures(missing_so_far(session, open_one, today=clock.today)) == first
    # What was withdrawn is made up for before anything is counted anew.
    add_alike(session, open_one, 30, day=open_one.opens_on)
    assert figures(missing_so_far(session, open_one, today=clock.today)) == first
    assert so_far.kept(session, open_one).counted == counted
    # Those of today are not over.
    add_alike(session, open_one, 60, day=clock.today)
    assert figures(missing_so_far(session, open_one, today=clock.today)) == first
    add_alike(session, open_one, 1, day=open_one.opens_on)
    assert figures(missing_so_far(session, open_one, today=clock.today)) != first
    assert so_far.kept(session, open_one).counted == counted + 50


def in_a_session_of_its_own(engine, slug, day):
    with Session(engine) as other:
        found = figures(missing_so_far(other, consultations.find(other, slug), today=day))
        other.commit()
        return found


def test_of_two_who_look_at_once_one_counts(open_one, session, engine, clock):
    first = figures(missing_so_far(session, open_one, today=clock.today))
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(in_a_session_of_its_own, engine, CROYDON, clock.today)
        # The other waits, and then finds what the first one kept.
        assert not wait([other], timeout=0.3).done
        session.commit()
        assert other.result() == first
    assert session.scalar(select(func.count()).select_from(so_far.SoFar)) == 1


def test_an_administrator_who_only_watches_sees_none_of_it(open_one, client, sign_in, session):
    sign_in("administrator")
    page = client.get_page(PAGE)
    assert "Who is missing" not in page.text
    assert "So many more responses would give" not in page.text
    assert so_far.kept(session, open_one) is None


def test_it_goes_when_the_consultation_closes_and_with_the_responses(open_one, session, clock):
    missing_so_far(session, open_one, today=clock.today)
    stored = so_far.kept(session, open_one)
    values = {"until": stored.until, "counted": stored.counted, "tables": stored.tables}
    close(session, open_one, day=clock.today, text="Closed.", shuffle=random.Random(1).shuffle)
    assert so_far.kept(session, open_one) is None
    so_far.keep(session, open_one, **values)
    delete_answers(session, open_one, day=clock.today)
    assert so_far.kept(session, open_one) is None


def test_counts_are_those_of_the_responses(open_one, session, clock):
    version = frozen(session, open_one.version_id)
    until = clock.today
    codes = so_far.codes_of(session, open_one, version, "capacity", until=until)
    options = next(column.options for column in version.opinion.columns if column.name == "capacity")
    said = [row.answers.get("capacity") for row in session.query(Response)]
    assert {option: codes.get(2 + place, 0) for place, option in enumerate(options)} == {
        option: said.count(option) for option in options
    }
    assert sum(so_far.codes_of(session, open_one, version, "age", until=until).values()) > 250


def test_nothing_is_shown_without_census_figures_or_after_closing(open_one, session, clock):
    rules = open_one.counting_rules
    open_one.rules = replace(rules, margins={}).dump()
    assert missing_so_far(session, open_one, today=clock.today) is None
    open_one.rules = rules.dump()
    assert missing_so_far(session, open_one, today=clock.today + timedelta(days=1)) is None
