"""Planning a consultation by form, from its first line until it is announced; and mending its wording then."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from survey.domain.checks.gunning import QUESTIONS, FairnessAnswer, Kind
from survey.domain.consultations import Phase
from survey.store import consultations, planning
from survey.store.accounts import AuditEntry
from survey.store.checked import FAIRNESS
from survey.store.consultations import Consultation
from survey.store.database import session_factory
from survey.store.deployments import register
from survey.store.questionnaires.next_versions import NextVersion
from tests import demonstration

PLAN = "/organise/consultations/lamps-and-cameras/plan/"
WORDS = {"title": "Cameras in the square", "summary": "Should there be cameras?", "council": "Borsetshire Council"}


@pytest.fixture
def organiser(client, sign_in):
    sign_in("organiser")
    return client


def on(name, day):
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def days(clock, opens=7, closes=60, deletes=400):
    names = {"opens": opens, "closes": closes, "deletes": deletes}
    return {k: v for name, more in names.items() for k, v in on(name, clock.today + timedelta(days=more)).items()}


def test_a_consultation_is_begun_about_a_deployment(organiser, session, planned):
    page = organiser.get_page("/organise/consultations/new/")
    empty = page.form().submit({"title": "", "summary": "", "council": ""}, status=422)
    assert len(empty.errors) == 4
    tasks = page.form().submit(WORDS | {"deployment": "soho-and-west-end"})
    assert tasks.h1 == WORDS["title"]
    made = session.scalars(select(Consultation).where(Consultation.title == WORDS["title"])).one()
    assert (made.slug, made.phase(demonstration.TODAY)) == ("cameras-in-the-square", Phase.DRAFT)
    assert session.scalars(select(AuditEntry).where(AuditEntry.act == "plan")).all()


def test_of_two_that_are_begun_with_one_title_at_the_same_moment_one_is_told_to_send_it_again(
    organiser, session, planned, engine, monkeypatch, caplog
):
    form, kebab_code = organiser.get_page("/organise/consultations/new/").form(), planning.kebab_code

    def behind(*named):
        monkeypatch.setattr(planning, "kebab_code", kebab_code)
        with session_factory(engine)() as other:
            deployment = register.find(other, "soho-and-west-end")
            planning.begin(other, deployment, WORDS, offset_secret=bytes(32))
            other.commit()
        return kebab_code(*named)

    monkeypatch.setattr(planning, "kebab_code", behind)
    sent = WORDS | {"deployment": "soho-and-west-end"}
    assert form.submit(sent, status=409).h1 == "This was not saved"
    assert "The database refused to save something." in caplog.text
    assert len(session.scalars(select(Consultation).where(Consultation.title == WORDS["title"])).all()) == 1
    assert form.submit(sent).h1 == WORDS["title"]


def test_the_plan_stands_in_welsh_and_leads_to_welsh_pages(organiser, planned):
    page = organiser.get_page(f"/cy{PLAN}")
    assert "Am yr ymgynghoriad" in page.text
    hrefs = [link.get("href") for link in page.all("a") if link.get("href", "").endswith("/plan/dates/")]
    assert hrefs == [f"/cy{PLAN}dates/"]


def test_nobody_else_sees_what_is_only_planned(client, sign_in, planned):
    assert client.get_page("/consultations/lamps-and-cameras/", status=404)
    assert "Lamps and cameras" not in client.get_page("/").text
    sign_in("councillor")
    client.get_page(PLAN, status=403)


def test_dates_and_rules_are_kept_and_bad_ones_lose_nothing(organiser, session, planned, clock):
    wrong = organiser.get_page(f"{PLAN}dates/").form().submit(days(clock, opens=-1, closes=-2), status=422)
    assert len(wrong.errors) == 2
    assert str(clock.today.year) in wrong.html
    organiser.get_page(f"{PLAN}dates/").form().submit(days(clock))
    rules = organiser.get_page(f"{PLAN}rules/")
    assert rules.form().submit({"characteristics": ["area", "age", "channel"]}).h1 == "Lamps and cameras"
    session.refresh(planned)
    assert planned.planned_opening == clock.today + timedelta(days=7)
    assert planned.counting_rules.characteristics == ("area", "age", "channel")
    assert planned.opens_on is None, "planned is not announced"


def test_what_stands_in_the_way_is_named_and_nothing_is_opened(organiser, session, planned):
    page = organiser.get_page(f"{PLAN}open/")
    assert "The dates are not set yet." in page.text
    assert not page.all("input", name="seen")
    token = organiser.get_page(f"{PLAN}basics/").form().values["csrf_token"]
    organiser.post_page(f"{PLAN}open/", {"csrf_token": token, "sure": "yes", "seen": ""}, status=409)
    session.refresh(planned)
    assert planned.version_id is None


def test_giving_up_asks_once(organiser, session, planned):
    page = organiser.get_page(f"{PLAN}give-up/")
    assert "cannot be undone" in page.text
    page.form().submit()
    assert session.scalars(select(Consultation)).all() == []
    assert session.scalars(select(NextVersion)).all() == []


def test_what_somebody_else_gives_up_at_the_same_moment_is_not_there_any_more(
    organiser, planned, engine, monkeypatch
):
    form, take_turn = organiser.get_page(f"{PLAN}give-up/").form(), consultations.take_turn

    def behind(at, number):
        monkeypatch.setattr(consultations, "take_turn", take_turn)
        with session_factory(engine)() as other:
            planning.give_up(other, consultations.by_id(other, number))
            other.commit()
        return take_turn(at, number)

    monkeypatch.setattr(consultations, "take_turn", behind)
    form.submit(status=404)


SAID = "The cabinet decides in public, and every answer is read before."


def answered(decision):
    """Good answers to the questions of fairness."""
    kinds = {
        Kind.TEXT: FairnessAnswer("", SAID),
        Kind.YES_NO: FairnessAnswer("no", SAID),
        Kind.DATE: FairnessAnswer("", "", decision),
    }
    answers = {question.code: kinds[question.kind] for question in QUESTIONS}
    return answers | {"information": FairnessAnswer("yes", SAID)}


@pytest.fixture
def ready(organiser, session, planned, clock):
    """The same consultation with dates, rules, and every answer that is asked for before opening."""
    return make_ready(organiser, session, planned, clock, opens=7)


def make_ready(organiser, session, planned, clock, *, opens):
    organiser.get_page(f"{PLAN}dates/").form().submit(days(clock, opens=opens))
    organiser.get_page(f"{PLAN}rules/").form().submit({"characteristics": ["area", "age", "channel"]})
    fairness = {code: answer.dump() for code, answer in answered(clock.today + timedelta(days=90)).items()}
    session.refresh(planned)
    planned.checks = {FAIRNESS: fairness}
    session.commit()
    page = organiser.get_page(f"{PLAN}checks/")
    fields = [field.get("name") for field in page.all("textarea")]
    if fields:
        page.form().submit(dict.fromkeys(fields, "We looked at this, and find it right as it stands."))
    return planned


def test_opening_needs_a_tick_and_fixes_what_was_read(organiser, session, ready, clock):
    page = organiser.get_page(f"{PLAN}open/")
    assert "It cannot be opened yet" not in page.text, page.text
    assert "Tick the box" in page.form().submit({}, status=422).errors[0]
    ready.summary = "Something else?"
    session.commit()
    stale = page.form().submit({"sure": ["yes"]}, status=409)
    assert "Something else?" in stale.text
    shown = stale.form().submit({"sure": ["yes"]})
    assert "Scheduled" in shown.text
    session.expire_all()
    assert ready.phase(clock.today) is Phase.SCHEDULED
    public = organiser.get_page("/consultations/lamps-and-cameras/")
    assert "Something else?" in public.text


def test_wording_is_mended_in_public_and_meaning_is_refused(organiser, session, planned, clock):
    make_ready(organiser, session, planned, clock, opens=0)
    organiser.get_page(f"{PLAN}open/").form().submit({"sure": ["yes"]})
    base = "/organise/consultations/lamps-and-cameras/questionnaire/"
    organiser.get_page(f"{base}rewording/").form("begin/").submit({})
    page = organiser.get_page(f"{base}questions/support/")
    refused = page.form("support/").submit({"text": "Do you like it?"}, status=422)
    assert "changes what is asked" in refused.errors[0]
    page.form("support/").submit({"hint": "Think of the whole area."})
    page = organiser.get_page(f"{base}rewording/")
    assert "Think of the whole area." in page.text
    assert "at least 10 characters" in page.form("/rewording/").submit({"note": "No"}, status=422).errors[0]
    page.form("/rewording/").submit({"note": "The hint was not clear."})
    versions = organiser.get_page("/consultations/lamps-and-cameras/questions/versions/")
    assert "Version 2" in versions.text
    assert "The hint was not clear." in versions.text
