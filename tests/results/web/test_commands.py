"""Commands: what they do, and what they say when they cannot."""

import csv
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from results.releases import newest
from survey.domain.consultations import Phase
from survey.store import accounts, consultations
from survey.store.answering import drafts, responses
from survey.store.answering.responses import Response
from tests import demonstration
from tests.survey.store.answering.test_responses import submission


@pytest.fixture
def run(app):
    """Runs a command of the application; gives back its result."""
    runner = app.test_cli_runner()
    return lambda *args: runner.invoke(args=args)


def test_the_demonstration_has_an_open_and_a_published_consultation(run, session, clock):
    result = run("demo", "load", "--responses", "300", "--seed", "4")
    assert result.exit_code == 0, result.output
    soho, croydon = (
        demonstration.consultation(session, slug) for slug in (demonstration.SOHO, demonstration.CROYDON)
    )
    assert (soho.phase(clock.today), croydon.phase(clock.today)) == (Phase.OPEN, Phase.PUBLISHED)
    assert newest(session, croydon).counted == 300
    assert croydon.synthetic
    assert soho.illustrative
    for role in ("organiser", "councillor", "administrator"):
        password = re.search(rf"{role}@lamppost.example +(\S+)", result.output).group(1)
        account = accounts.find(session, f"{role}@lamppost.example")
        assert password not in account.password_hash


def test_the_demonstration_is_not_loaded_over_something_else(run):
    run("demo", "load", "--responses", "0")
    result = run("demo", "load", "--responses", "0")
    assert result.exit_code == 1
    assert "empty database" in result.output


def test_an_account_is_added_with_a_password_that_is_shown_once(run, session):
    result = run(
        "accounts",
        "add",
        "--email",
        "A@council.example",
        "--name",
        "A",
        "--role",
        "councillor",
        "--password",
        "",
    )
    assert "at least 12 characters" in result.output
    result = run("accounts", "add", "--email", "A@council.example", "--name", "A", "--role", "councillor")
    assert result.exit_code == 0, result.output
    assert "shown once" in result.output
    assert accounts.find(session, "a@COUNCIL.example").role == "councillor"
    again = run("accounts", "add", "--email", "a@council.example", "--name", "A", "--role", "organiser")
    assert "There is an account" in again.output
    assert (
        "not an email address"
        in run("accounts", "add", "--email", "a", "--name", "A", "--role", "organiser").output
    )


def test_a_release_is_made_after_the_last_day_and_not_before(run, session, clock):
    demonstration.load(session, clock.today)
    demonstration.add_responses(session, number=80)
    assert "sealed" in run("releases", "make", demonstration.SOHO).output
    result = run("releases", "make", demonstration.CROYDON, "--publish")
    assert "80 responses" in result.output
    session.expire_all()
    assert demonstration.consultation(session, demonstration.CROYDON).phase(clock.today) == Phase.PUBLISHED
    assert "already" in run("releases", "make", demonstration.CROYDON).output
    assert "There is no consultation" in run("releases", "make", "nowhere").output


def test_responses_are_written_after_closing_only(run, session, clock, tmp_path):
    demonstration.load(session, clock.today)
    demonstration.add_responses(session, number=80)
    path = tmp_path / "responses.csv"
    assert "only after closing" in run("exports", "write", demonstration.CROYDON, str(path)).output
    run("releases", "make", demonstration.CROYDON)
    assert run("exports", "write", demonstration.CROYDON, str(path)).exit_code == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 80


def test_purging_keeps_what_is_not_due(run, session, clock):
    run("demo", "load", "--responses", "60")
    soho = demonstration.consultation(session)
    drafts.start(session, lookup_id="a" * 32, consultation_id=soho.id, sealed=b"x", expires_on=clock.today)
    session.commit()
    assert run("purge").output.splitlines() == [
        "0 expired drafts deleted; 0 responses mixed; 0 answers deleted.",
        "0 email addresses deleted that nobody confirmed.",
    ]
    clock.today = date(2026, 12, 24)
    assert "1 expired drafts deleted" in run("purge").output


def test_purging_deletes_answers_on_the_announced_day_and_keeps_the_results(run, session, clock, client):
    run("demo", "load", "--responses", "60")
    croydon = demonstration.consultation(session, demonstration.CROYDON)
    clock.today = croydon.delete_on
    assert "60 answers deleted" in run("purge").output
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Response)) == 0
    assert session.get(consultations.OffsetSecret, croydon.id) is None
    assert client.get_page(f"/consultations/{croydon.slug}/results/").status == 200


def test_purging_closes_what_has_ended_and_says_what_should_be_deleted_by_now(run, session, clock):
    run("demo", "load", "--responses", "60")
    soho = demonstration.consultation(session)
    for number in range(3):
        responses.receive(session, submission(soho, number))
    session.commit()
    clock.today = soho.closes_on
    assert "0 responses mixed" in run("purge").output
    clock.today = soho.closes_on + timedelta(days=1)
    assert "3 responses mixed" in run("purge").output
    session.expire_all()
    assert soho.closed_on == soho.closes_on
    clock.today = soho.delete_on
    assert f"{soho.slug}: its answers were to be deleted" in run("purge").output
    assert responses.count(session, soho.id) == 3


def test_the_schema_is_brought_up_to_date(run):
    assert "newest schema" in run("db", "upgrade").output


def test_answers_that_were_never_counted_are_not_deleted_but_named(run, session, clock):
    demonstration.load(session, clock.today)
    demonstration.add_responses(session, number=30)
    clock.today = demonstration.consultation(session, demonstration.CROYDON).delete_on
    result = run("purge")
    assert "no release was made" in result.output
    assert session.scalar(select(func.count()).select_from(Response)) == 30
