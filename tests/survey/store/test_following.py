"""Subscriptions: double opt-in, leaving deletes, nothing in the schema leads to or from a response."""

import os
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import Date, DateTime, Time, select

import wsgi  # noqa: F401 - importing the composition root makes every table known
from survey.domain.following import OpenConsultation, Site, decision_mail, read_leave_token
from survey.store import following, outbox
from survey.store.database import Base, session_factory
from survey.store.deployments import register
from survey.store.following import FollowedDeployment, Subscription, Wish
from survey.store.outbox import QueuedMail
from tests import demonstration
from tests.demonstration import CROYDON, TODAY
from tests.survey.store.test_privacy import RESIDENTS

SITE = Site("https://lamppost.example", "Example Council", "a secret of these tests only 0123456789")
ANN = "ann@example.org"
SOHO = "soho-and-west-end"
OURS = ("subscriptions", "followed_deployments", "outbox")
NAMES = {SOHO: "Soho", CROYDON: "Croydon"}


@pytest.fixture(autouse=True)
def register_entries(session):
    demonstration.load(session)


def ask(session, email=ANN, slugs=(), day=TODAY):
    """Asks, and gives the link of the mail, or None where no mail was queued."""
    before = outbox.due(session, today=day)
    wish = Wish(email, {slug: NAMES[slug] for slug in slugs} or {"": "Everything"}, everything=not slugs)
    following.ask(session, wish, site=SITE, today=day, random_bytes=os.urandom)
    new = set(outbox.due(session, today=day)) - set(before)
    if not new:
        return None
    (mail_id,) = new
    body = session.get(QueuedMail, mail_id).body
    return body.split("/follow/confirm/")[1].split("/")[0]


def confirm(session, token, day=TODAY):
    following.confirm(session, following.of_link(session, token, today=day), today=day)


def kept(session):
    return list(session.scalars(select(Subscription)))


def notify(session, slug=SOHO, **more):
    revision = register.current(session, register.find(session, slug))
    return following.notify_of_revision(session, revision, site=SITE, today=TODAY, random_bytes=os.urandom, **more)


def notices(session):
    return [mail.recipient for mail in session.scalars(select(QueuedMail).where(QueuedMail.kind == outbox.NOTICE))]


def test_nobody_follows_before_confirming(session):
    token = ask(session)
    assert notify(session) == 0
    confirm(session, token)
    assert notify(session) == 1
    assert notices(session) == [ANN]


def test_the_link_is_kept_only_as_a_hash(session):
    token = ask(session)
    (row,) = kept(session)
    assert token not in (row.confirm_hash, row.subscription_id)


def test_an_address_gets_one_question_a_day(session):
    token = ask(session)
    assert ask(session) is None
    assert ask(session, slugs=[SOHO]) is None
    confirm(session, token)
    assert ask(session) is None
    assert ask(session, day=TODAY + timedelta(days=1)) is not None


def test_asking_again_on_another_day_replaces_the_link(session):
    first, second = ask(session), ask(session, day=TODAY + timedelta(days=1))
    tomorrow = TODAY + timedelta(days=1)
    assert following.of_link(session, first, today=tomorrow) is None
    assert following.of_link(session, second, today=tomorrow) is not None
    assert len(kept(session)) == 1


def test_only_what_was_chosen_is_told(session):
    confirm(session, ask(session, slugs=[CROYDON]))
    assert (notify(session, SOHO), notify(session, CROYDON)) == (0, 1)


def test_choosing_anew_keeps_the_link_to_leave_of_earlier_mails(session):
    confirm(session, ask(session, slugs=[CROYDON]))
    (old,) = [row.subscription_id for row in kept(session)]
    tomorrow = TODAY + timedelta(days=1)
    token = ask(session, slugs=[SOHO], day=tomorrow)
    assert notify(session, SOHO) == 0  # until it is confirmed, the choice of before holds
    confirm(session, token, tomorrow)
    (row,) = kept(session)
    assert (row.subscription_id, row.slugs) == (old, {SOHO})
    confirm(session, ask(session, slugs=[SOHO, CROYDON], day=TODAY + timedelta(days=2)), TODAY + timedelta(days=2))
    assert kept(session)[0].slugs == {SOHO, CROYDON}


def test_confirming_twice_is_confirming_once(session):
    token = ask(session)
    for _press in range(2):
        confirm(session, token)
    assert [row.confirmed_on for row in kept(session)] == [TODAY]


@pytest.mark.parametrize(("days", "works"), [(0, True), (7, True), (8, False)])
def test_a_link_works_for_seven_days_and_then_the_address_is_purged(session, days, works):
    token, later = ask(session), TODAY + timedelta(days=days)
    assert (following.of_link(session, token, today=later) is not None) == works
    assert following.purge(session, today=later) == (0 if works else 1)
    assert bool(kept(session)) == works


def test_a_confirmed_address_is_never_purged(session):
    confirm(session, ask(session))
    assert following.purge(session, today=TODAY + timedelta(days=1000)) == 0


def test_leaving_deletes_the_address_everywhere(session):
    confirm(session, ask(session, slugs=[SOHO]))
    ask(session, day=TODAY + timedelta(days=1))
    other = ask(session, email="bob@example.org")
    notify(session)
    following.leave(session, next(row.subscription_id for row in kept(session) if row.confirmed_on))
    session.expire_all()
    assert [row.email for row in kept(session)] == ["bob@example.org"]
    assert session.scalars(select(FollowedDeployment)).all() == []
    assert [mail.recipient for mail in session.scalars(select(QueuedMail))] == ["bob@example.org"]
    assert following.of_link(session, other, today=TODAY)
    following.leave(session, "gone already")


def test_a_notice_goes_to_everybody_in_batches(session, monkeypatch):
    monkeypatch.setattr(following, "BATCH", 2)
    for number in range(5):
        confirm(session, ask(session, email=f"reader{number}@example.org"))
    assert notify(session, consultations=[OpenConsultation("Soho", SOHO)]) == 5
    assert len(set(notices(session))) == 5


def test_no_key_leads_from_an_address_to_anything_but_a_deployments_slug():
    for name in OURS:
        for key in Base.metadata.tables[name].foreign_keys:
            assert str(key.column) in ("deployments.slug", "subscriptions.subscription_id")
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            assert key.column.table.name not in OURS or table.name in OURS, f"{table.name} → {key.column}"


def test_an_address_shares_no_column_with_anything_of_a_resident():
    ours = {column.name for name in OURS for column in Base.metadata.tables[name].columns}
    for name in RESIDENTS:
        assert ours.isdisjoint(Base.metadata.tables[name].columns.keys()), name


def test_no_time_finer_than_a_day_is_kept_of_who_follows():
    for name in OURS:
        for column in Base.metadata.tables[name].columns:
            assert not isinstance(column.type, (DateTime, Time)), column
    days = {column.name for column in Base.metadata.tables["subscriptions"].columns if isinstance(column.type, Date)}
    assert days == {"asked_on", "confirmed_on"}
    for name in OURS:
        for column in Base.metadata.tables[name].primary_key.columns:
            assert column.type.python_type is str, "a number that counts up would tell who came first"


def leave_link(session):
    (mail,) = session.scalars(select(QueuedMail).where(QueuedMail.recipient == ANN))
    return mail.body.split("/follow/leave/")[1].split("/")[0]


def test_the_link_to_leave_of_an_unconfirmed_mail_outlives_a_second_question(session):
    ask(session)
    number = read_leave_token(SITE.secret_key, leave_link(session))
    ask(session, day=TODAY + timedelta(days=1))
    following.leave(session, number)
    assert kept(session) == []
    assert outbox.due(session, today=TODAY) == []


def test_many_questions_at_once_are_one_mail(engine, session):
    session.commit()
    everybody = Barrier(4)

    def one() -> None:
        with session_factory(engine)() as own:
            everybody.wait()
            wish = Wish(ANN, {"": "Everything"}, everything=True)
            following.ask(own, wish, site=SITE, today=TODAY, random_bytes=os.urandom)
            own.commit()

    threads = [Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outbox.due(session, today=TODAY)) == len(kept(session)) == 1


def test_an_address_whose_question_could_not_be_sent_is_purged_from_the_queue_too(session):
    ask(session)
    following.purge(session, today=TODAY + timedelta(days=7))
    assert len(list(session.scalars(select(QueuedMail)))) == 1
    following.purge(session, today=TODAY + timedelta(days=8))
    assert list(session.scalars(select(QueuedMail))) == []


def test_followers_are_told_of_a_decision_too(session):
    asked = OpenConsultation("Cameras in Soho", "soho-fixed-cameras")
    confirm(session, ask(session, slugs=(SOHO,)))
    confirm(session, ask(session, email="bob@example.org", slugs=(CROYDON,)))

    def make(follower):
        return decision_mail(SITE, follower, name="Soho", consultation=asked, text="The council decided to extend.")

    assert following.notify(session, SOHO, make, today=TODAY, random_bytes=os.urandom) == 1
    (mail,) = session.scalars(select(QueuedMail).where(QueuedMail.kind == outbox.NOTICE))
    assert mail.recipient == ANN
    assert mail.subject == "Decision after a change: Soho"
    assert "The council decided to extend." in mail.body
    assert "/follow/leave/" in mail.body
