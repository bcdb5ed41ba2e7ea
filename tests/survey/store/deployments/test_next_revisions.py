"""The next revision in preparation: nobody overwrites unseen, and two people check the balance."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from survey.domain.accounts import Role
from survey.domain.evidence import Evidence, Stance, Statement
from survey.store import accounts
from survey.store.database import session_factory
from survey.store.deployments import next_revisions, register
from survey.store.deployments.next_revisions import BalanceReview, checksum_of, enough_reviews
from tests import demonstration
from tests.survey.domain.deployments.examples import CITED, plan

DAY = date(2026, 11, 2)


@pytest.fixture
def soho(session):
    demonstration.load(session)
    return register.find(session, "soho-and-west-end")


@pytest.fixture
def staff(session):
    return [
        accounts.add(session, email=f"{name}@example.org", name=name, role=Role.ORGANISER, password_hash="x")
        for name in ("Ann", "Bob", "Cy")
    ]


def begin(session, deployment):
    return next_revisions.begin(session, deployment, day=DAY, name="Ann")


def test_it_starts_from_what_is_public(session, soho):
    row = begin(session, soho)
    newest = soho.revisions[-1].as_revision
    started = row.as_revision
    assert (started.plan, started.evidence, started.boundaries) == (
        newest.plan,
        newest.evidence,
        newest.boundaries,
    )
    assert begin(session, soho) is row, "a second start finds the first"


def test_a_new_deployment_is_nobodys_business_until_it_is_published(session):
    row = next_revisions.begin_deployment(session, "market-square", plan(), day=DAY, name="Ann")
    assert register.find(session, "market-square") is None
    assert register.list_all(session) == []
    deployment = register.find_kept(session, "market-square")
    assert register.list_kept(session) == [deployment]
    next_revisions.discard(session, row)
    assert register.find_kept(session, "market-square") is None


def test_giving_up_leaves_what_is_public(session, soho):
    next_revisions.discard(session, begin(session, soho))
    assert next_revisions.find(session, soho) is None
    assert len(soho.revisions) == 1


def test_no_two_preparations_share_an_edition(session, soho):
    seen = set()
    for end in (next_revisions.discard, publish_as_it_is, next_revisions.discard):
        row = begin(session, soho)
        seen.add(row.edition)
        end(session, row)
    assert len(seen) == 3


def publish_as_it_is(session, row):
    assert next_revisions.publish(session, row, replace(row.as_revision, reason="It was.", change_summary="Words."))


def test_whoever_saves_second_overwrites_nothing(session, soho):
    row = begin(session, soho)
    mine, theirs = (replace(row.as_revision, summary=text) for text in ("Mine.", "Theirs."))
    assert next_revisions.save(session, row, theirs, edition=1, name="Bob")
    assert not next_revisions.save(session, row, mine, edition=1, name="Ann")
    assert (row.as_revision.summary, row.edited_by, row.edition) == ("Theirs.", "Bob", 2)
    assert next_revisions.save(session, row, mine, edition=2, name="Ann")
    assert row.as_revision.summary == "Mine."


def test_publishing_gives_the_next_number_and_ends_the_preparation(session, soho):
    row = begin(session, soho)
    coming = replace(
        row.as_revision, summary="Said anew.", reason="It was.", change_summary="Words.", material=True
    )
    published = next_revisions.publish(session, row, coming)
    session.expire_all()
    assert (published.number, published.summary, published.material) == (2, "Said anew.", True)
    assert next_revisions.find(session, soho) is None
    assert register.current(session, soho).as_revision == replace(coming, number=2)


def test_what_somebody_saved_meanwhile_is_neither_lost_nor_published_unseen(engine, session, soho):
    begin(session, soho)
    session.commit()
    with session_factory(engine)() as ann, session_factory(engine)() as bob:
        read, theirs = (next_revisions.find(one, register.find(one, soho.slug)) for one in (ann, bob))
        seen = replace(read.as_revision, reason="It was.")
        saved = replace(theirs.as_revision, summary="Bob’s.")
        assert next_revisions.save(bob, theirs, saved, edition=1, name="Bob")
        bob.commit()
        assert next_revisions.publish(ann, read, seen) is None
        ann.commit()
        assert next_revisions.find(bob, soho).as_revision.summary == "Bob’s."


def test_two_who_publish_at_once_publish_once(engine, session, soho):
    begin(session, soho)
    session.commit()
    with session_factory(engine)() as ann, session_factory(engine)() as bob:
        rows = [next_revisions.find(one, register.find(one, soho.slug)) for one in (ann, bob)]
        found = []
        for one, row in zip((ann, bob), rows, strict=True):
            found.append(next_revisions.publish(one, row, replace(row.as_revision, reason="It was.")))
            one.commit()
    assert [bool(one) for one in found] == [True, False]


def argued(*texts):
    sides = (Stance.FOR, Stance.AGAINST)
    return Evidence(
        tuple(Statement(f"s{i}", sides[i % 2], "Title", text, CITED) for i, text in enumerate(texts))
    )


def test_a_check_is_about_exactly_these_arguments():
    checked = checksum_of(argued("One.", "Two."))
    assert checked == checksum_of(argued("One.", "Two."))
    assert checked != checksum_of(argued("One.", "Two!"))
    neither = Statement("n", Stance.NEITHER, "Title", "A figure.", CITED)
    with_figure = replace(argued("One.", "Two."), statements=(*argued("One.", "Two.").statements, neither))
    assert checked == checksum_of(with_figure), "what argues for neither side is not weighed"


def review(session, row, account, **found):
    return next_revisions.add_review(
        session, row, account, **({"day": DAY, "balanced": True, "comment": ""} | found)
    )


def test_two_people_check_each_once(session, soho, staff):
    row = begin(session, soho)
    checksum = checksum_of(row.as_revision.evidence)
    ann, bob, cy = staff
    first = review(session, row, ann)
    assert first.measured["number_for"] == first.measured["number_against"]
    assert review(session, row, ann) is None, "nobody checks twice"
    assert not enough_reviews(next_revisions.reviews_of(session, soho.id, checksum))
    review(session, row, bob)
    found = next_revisions.reviews_of(session, soho.id, checksum)
    assert [one.name for one in found] == ["Ann", "Bob"]
    assert enough_reviews(found)
    review(session, row, cy, balanced=False, comment="The third is longer.")
    assert not enough_reviews(next_revisions.reviews_of(session, soho.id, checksum)), "one doubt is enough"


def test_who_finds_no_balance_says_why(session, soho, staff):
    with pytest.raises(IntegrityError, match="who_finds_no_balance_says_why"):
        review(session, begin(session, soho), staff[0], balanced=False)


def test_the_database_refuses_a_second_check_by_the_same_person(session, soho, staff):
    first = review(session, begin(session, soho), staff[0])
    again = {c.name: getattr(first, c.name) for c in BalanceReview.__table__.columns if c.name != "id"}
    session.add(BalanceReview(**again))
    with pytest.raises(IntegrityError):
        session.flush()
