"""Writing an outcome part by part, looking at it, and publishing it."""

from datetime import date

import pytest
from sqlalchemy import select

from survey.domain.accounts import Act
from survey.domain.outcomes.fields import BY_CODE, CONDITIONS, POINTS
from survey.domain.outcomes.filling import typed_of
from survey.store import outcomes
from survey.store.accounts import AuditEntry
from tests.demonstration import SOHO
from tests.page import PageClient
from tests.survey.domain.outcomes.records import WHOLE
from tests.survey.web.outcomes.recording import (
    CLOSED,
    KEEP,
    PAGE,
    PUBLIC,
    follow,
    mails,
    published,
    record,
)


@pytest.fixture
def consultation(session, clock):
    clock.today = date(2026, 11, 20)
    return published(session, clock.today)


@pytest.fixture
def organiser(consultation, sign_in, client):
    sign_in("organiser")
    return client


def fill(organiser, code, **typed):
    """Sends one part as the whole record has it, with these changes."""
    form = organiser.get_page(f"{KEEP}parts/{code}/").form()
    return form.submit({name: text for name, text in (typed_of(code, WHOLE) | typed).items() if text})


def begin(organiser):
    return organiser.get_page(KEEP).form("begin/").submit()


def draft(session, consultation):
    session.expire_all()
    return outcomes.draft_of(session, consultation)


def test_part_after_part_until_everyone_reads_it(organiser, app, session, consultation, clock):
    follow(session, clock.today)
    assert begin(organiser).text.count("To do") == 5, "there need be no conditions"
    for code in BY_CODE:
        page = fill(organiser, code)
    assert "To do" not in page.text
    everyone = PageClient(app)
    assert WHOLE.decision not in everyone.get_page(PAGE).text, "nothing is published yet"
    preview = organiser.get_page(f"{KEEP}preview/")
    assert WHOLE.decision in preview.text
    preview.form("").submit()
    assert WHOLE.decision in everyone.get_page(PAGE).text
    assert outcomes.newest(session, consultation).record == WHOLE
    [mail] = mails(session, "Outcome published")
    assert (mail.recipient, f"{PAGE}\n" in mail.body) == ("ann@example.org", True)
    acts = [entry.act for entry in session.scalars(select(AuditEntry)) if entry.act == Act.KEEP_OUTCOME.value]
    assert len(acts) == 1 + len(BY_CODE) + 1
    assert draft(session, consultation) is None


def test_a_second_press_publishes_nothing_and_tells_nobody_twice(organiser, session, consultation, clock):
    follow(session, clock.today)
    outcomes.begin(session, consultation, today=clock.today)
    outcomes.save(session, consultation, WHOLE.dump(), today=clock.today)
    session.commit()
    form = organiser.get_page(f"{KEEP}preview/").form("")
    form.submit()
    form.submit()
    assert len(outcomes.versions_of(session, consultation)) == 1
    assert len(mails(session, "Outcome")) == 1


def test_what_somebody_else_saved_meanwhile_is_not_published_unseen(organiser, session, consultation, clock):
    outcomes.begin(session, consultation, today=clock.today)
    outcomes.save(session, consultation, WHOLE.dump(), today=clock.today)
    session.commit()
    form = organiser.get_page(f"{KEEP}preview/").form("")
    outcomes.save(session, consultation, {"decision": "Something else."}, today=clock.today)
    session.commit()
    page = form.submit(status=409)
    assert "Read it again" in page.errors[0]
    assert "Something else." in page.text
    assert outcomes.newest(session, consultation) is None


def test_what_two_people_type_in_one_part_is_kept_from_neither_unseen(organiser, session, consultation, clock):
    begin(organiser)
    form = organiser.get_page(f"{KEEP}parts/reasons/").form()
    outcomes.save(session, consultation, {"reasons": "Theirs."}, today=clock.today)
    session.commit()
    # Also where something else was wrong first: that page must not pass for one that shows what they saved.
    form = form.submit({"reasons": "x" * 9000}, status=422).form()
    page = form.submit({"reasons": "Mine."}, status=409)
    assert "Somebody else saved this part" in page.errors[0]
    assert page.form().values["reasons"] == ["Mine."]
    assert draft(session, consultation).record.reasons == "Theirs."
    page.form().submit()
    assert draft(session, consultation).record.reasons == "Mine."


@pytest.mark.parametrize(
    ("code", "typed", "problem"),
    [
        ("decision", {"decided_on-day": "31", "decided_on-month": "2"}, "Enter a real date"),
        ("decision", {"minutes": "the town hall"}, "beginning with https://"),
        ("money-and-vote", {"sum_agreed": "a little"}, "Enter a whole number"),
        ("reasons", {"reasons": "x" * 3001}, "3,000 characters or less"),
        (POINTS, {"said-1": "Yes."}, "Choose the question"),
        (CONDITIONS, {"condition-2": "Signs", "by-2-year": "2027"}, "Write who sees to it"),
    ],
)
def test_what_is_typed_wrongly_is_said_and_not_lost(organiser, session, consultation, code, typed, problem):
    begin(organiser)
    before = draft(session, consultation).content
    page = organiser.get_page(f"{KEEP}parts/{code}/").form().submit(typed, status=422)
    assert any(problem in error for error in page.errors)
    assert all(page.form().values[name] == [text] for name, text in typed.items())
    assert draft(session, consultation).content == before


def test_more_points_can_be_added_and_one_be_taken_away(organiser, session, consultation):
    begin(organiser)
    form = organiser.get_page(f"{KEEP}parts/{POINTS}/").form()
    both = {"said-1": "A", "question-1": "support", "did-1": "B", "said-2": "C", "question-2": "safety", "did-2": "D"}
    page = form.submit(both, button=("then", "more"))
    assert "said-4" in page.form().values, "there is room for two more"
    page.form().submit({"said-1": "", "question-1": "", "did-1": ""})
    assert [one.said for one in draft(session, consultation).record.points] == ["C"]


def test_a_point_may_be_about_a_question_of_the_results_alone(organiser):
    begin(organiser)
    page = organiser.get_page(f"{KEEP}parts/{POINTS}/")
    offered = {option.get("value") for option in page.one("select", id="question-1").iter("option")}
    assert {"support", "safety", "main-reason"} <= offered
    assert not offered & {"age", "ethnic-group", "area", "connection"}, "who answered is a profile, no opinion"


def test_what_is_missing_keeps_it_from_being_published(organiser, session, consultation):
    begin(organiser)
    preview = organiser.get_page(f"{KEEP}preview/")
    assert f"{KEEP}parts/decision/" in preview.links.values()
    assert "Publish the outcome" not in preview.text
    token = organiser.get_page(f"{KEEP}parts/decision/").form().values["csrf_token"][0]
    page = organiser.post_page(f"{KEEP}preview/", {"csrf_token": token, "edition": "1"}, status=422)
    assert "Something is missing" in page.errors[0]
    assert outcomes.newest(session, consultation) is None


def test_it_is_written_after_closing_and_published_after_the_results(organiser, session, consultation, clock):
    consultation.closed_on = consultation.published_on = None
    session.commit()
    clock.today = CLOSED
    organiser.get_page(KEEP, status=403)
    consultation.closed_on, consultation.published_on = CLOSED, PUBLIC
    session.commit()
    clock.today = date(2026, 10, 20)
    begin(organiser)
    outcomes.save(session, consultation, WHOLE.dump() | {"decided_on": "2026-10-19"}, today=clock.today)
    session.commit()
    page = organiser.get_page(f"{KEEP}preview/")
    assert "once the results are public" in page.text
    token = organiser.get_page(f"{KEEP}parts/decision/").form().values["csrf_token"][0]
    organiser.post_page(f"{KEEP}preview/", {"csrf_token": token, "edition": "2"}, status=422)
    clock.today = PUBLIC
    organiser.get_page(f"{KEEP}preview/").form("").submit()
    assert outcomes.newest(session, consultation).published_on == PUBLIC


def test_a_change_says_what_changed_and_tells_followers(organiser, session, consultation, clock):
    record(session, consultation, clock.today)
    follow(session, clock.today)
    organiser.get_page(KEEP).form("begin/").submit()
    fill(organiser, "decision", decided_by="Full council")
    preview = organiser.get_page(f"{KEEP}preview/")
    assert "Before: Cabinet" in " ".join(preview.text.split())
    page = preview.form("").submit(status=422)
    assert "Write what changed since the version before" in page.errors[0]
    page.form("").submit({"note": "The full council confirmed it."})
    assert outcomes.newest(session, consultation).change_note == "The full council confirmed it."
    [mail] = mails(session, "Outcome changed")
    assert "The full council confirmed it." in " ".join(mail.body.split())


def test_a_draft_is_thrown_away_after_a_second_question(organiser, session, consultation):
    begin(organiser)
    page = organiser.get_page(f"{KEEP}discard/")
    assert draft(session, consultation) is not None
    page.form().submit()
    assert draft(session, consultation) is None
    # Without a draft there is nothing to fill in or to look at.
    for path in ("parts/decision/", "preview/"):
        assert organiser.raw.get(KEEP + path).status_code == 302
    organiser.get_page(f"{KEEP}parts/nothing/", status=404)


PATHS = ("", "parts/decision/", "preview/", "review/", "discard/")


@pytest.mark.parametrize("role", ["councillor", "administrator"])
def test_only_organisers_keep_an_outcome(consultation, sign_in, client, role):
    sign_in(role)
    for path in PATHS:
        client.get_page(KEEP + path, status=403)
    client.post_page(f"{KEEP}begin/", {}, status=403)


def test_nobody_keeps_one_without_signing_in(consultation, client):
    for path in PATHS:
        assert "/account/sign-in/" in client.raw.get(KEEP + path).headers["Location"]


def test_a_form_without_its_token_does_nothing(organiser, session, consultation):
    page = organiser.post_page(f"{KEEP}begin/", {"csrf_token": "made up"}, status=422)
    assert page.errors
    assert draft(session, consultation) is None
    begin(organiser)
    page = organiser.post_page(f"{KEEP}parts/decision/", {"decision": "Forged."}, status=422)
    assert page.errors
    assert organiser.post_page(f"{KEEP}discard/", {}, status=422).errors
    assert draft(session, consultation).record.decision == ""


def test_organisers_are_led_there(organiser):
    page = organiser.get_page(f"/organise/consultations/{SOHO}/")
    assert KEEP in page.links.values()
