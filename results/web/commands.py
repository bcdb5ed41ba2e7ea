"""Commands that need both sides: starting, releases, exports, and what is done daily."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from waitress import serve

from results import editions, exports, releases
from results.comments import campaigns, coding, published, quotes
from results.web.campaign_commands import campaigns_group
from results.web.demonstration_commands import DEFAULT_RESPONSES, demo, load_demonstration
from results.web.extracts import consultation_called, extracts, verify
from results.web.kept import forget_extract, keep_extract
from results.web.organise import ON_TIME
from survey import assets
from survey.domain.consultations import Phase
from survey.settings import Settings
from survey.store import arrivals, consultations, following
from survey.store.answering import drafts, mixing, responses
from survey.store.answering.closing import close, delete_answers
from survey.store.consultations import Consultation
from survey.store.database import Session, upgrade
from survey.web.clock import today
from survey.web.database import engine, new_session
from survey.web.forms import largest_form
from survey.web.outcomes.telling import remind

releases_group = AppGroup("releases", help="Frozen results.")
exports_group = AppGroup("exports", help="Files to take away.")
releases_group.add_command(verify)

LITTLE_MORE = 1024 * 1024
THREADS = 8


def settings() -> Settings:
    """The settings of this installation."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def _close(session: Session, consultation: Consultation, text: str) -> None:
    day = min(consultation.closes_on or today(), today())
    close(session, consultation, day=day, text=text, shuffle=random.SystemRandom().shuffle)


def _close_and_mark(session: Session, consultation: Consultation) -> None:
    """Closes what has ended. Stops where responses were marked only now: nobody could look at them yet."""
    closes_on = consultation.closes_on
    ended = consultation.closed_on is None and closes_on is not None and closes_on < today()
    if ended:
        _close(session, consultation, ON_TIME)
    marked = releases.newly_marked(session, consultation, closed_now=ended, today=today())
    if marked:
        session.commit()
        raise click.ClickException(
            f"The published rules marked {marked:,} responses of {consultation.slug} for people to look at. "
            "Run this again afterwards: what nobody looks at is counted."
        )


@releases_group.command("make")
@click.argument("slug")
@click.option("--publish", is_flag=True, help="Publish it today as well.")
def make(slug: str, *, publish: bool) -> None:
    """Close SLUG if its last day has passed, and make its release."""
    with new_session() as session:
        consultation = consultation_called(session, slug)
        _close_and_mark(session, consultation)
        try:
            made = releases.make(session, consultation, today=today())
        except releases.ReleaseError as error:
            raise click.ClickException(str(error)) from error
        keep_extract(session, settings().instance, consultation)
        _tell_uncoded(session, consultation)
        if publish:
            releases.publish(session, consultation, on=today(), today=today())
        session.commit()
        release = made.release
        click.echo(f"Release {release.edition}: {release.counted:,} responses, checksum {release.checksum}")


def _tell_uncoded(session: Session, consultation: Consultation) -> None:
    """Says how many texts went into the release uncoded, where somebody had begun."""
    left = sum(published.uncoded(session, consultation).values())
    if left:
        click.echo(f"{left:,} texts were not coded or not settled; the release says how many were.", err=True)


@exports_group.command("write")
@click.argument("slug")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def write(slug: str, path: Path) -> None:
    """Write the responses of SLUG, without equality answers, to the CSV file PATH."""
    with new_session() as session, path.open("wb") as file:
        consultation = consultation_called(session, slug)
        if consultation.closed_on is None:
            raise click.ClickException("Responses can be exported only after closing.")
        total = responses.count(session, consultation.id)
        with click.progressbar(length=total, label="Responses", file=sys.stderr) as bar:
            for chunk, rows in exports.response_chunks(session, consultation):
                file.write(chunk)
                bar.update(rows)


@click.command("purge")
@with_appcontext
def purge() -> None:
    """Delete expired drafts, close what has ended, mix what waits, delete answers whose day has come.

    Email addresses that nobody confirmed within seven days go too. Once a week organisers are reminded by
    email of an outcome that is missing or to be reviewed.

    Run it daily.
    """
    with new_session() as session:
        removed = drafts.purge(session, today=today())
        unconfirmed = following.purge(session, today=today())
        arrivals.purge(session, today=today())
        # Who closes or sends holds the consultation first and then drafts; nobody may do it the other way.
        session.commit()
        moved = deleted = 0
        every = consultations.every(session)
        for consultation in every:
            moved += _mix_or_close(session, consultation)
            deleted += _delete_if_due(session, consultation)
        session.commit()
        # Not before the answers are gone for everybody: until then a page could build it again.
        for consultation in every:
            if _is_to_be_deleted(session, consultation):
                forget_extract(settings().instance, consultation)
        reminders = remind(session)
        session.commit()
    mixing.vacuum(engine())
    click.echo(f"{removed:,} expired drafts deleted; {moved:,} responses mixed; {deleted:,} answers deleted.")
    click.echo(f"{unconfirmed:,} email addresses deleted that nobody confirmed.")
    if reminders:
        click.echo(f"{reminders:,} reminders queued of outcomes that are missing or to be reviewed.")


def _mix_or_close(session: Session, consultation: Consultation) -> int:
    """Mixes the inbox; all of it, for good, where the last day has passed. Returns how many moved."""
    waiting = mixing.waiting(session, consultation.id)
    if consultation.phase(today()) == Phase.CLOSED and consultation.closed_on is None:
        _close(session, consultation, ON_TIME)
        return waiting
    return mixing.mix(session, consultation.id, shuffle=random.SystemRandom().shuffle)


def _is_due(consultation: Consultation) -> bool:
    return consultation.delete_on is not None and consultation.delete_on <= today()


def _is_to_be_deleted(session: Session, consultation: Consultation) -> bool:
    """Whether the announced day has come, and the responses have been counted, published or not."""
    return _is_due(consultation) and releases.newest(session, consultation) is not None


def _delete_if_due(session: Session, consultation: Consultation) -> int:
    """Deletes the individual responses on the announced day, once they have been counted."""
    if _is_to_be_deleted(session, consultation):
        editions.forget(session, consultation, today=today())
        campaigns.forget(session, consultation.id)
        coding.forget(session, consultation.id)
        quotes.forget(session, consultation.id)
        return delete_answers(session, consultation, day=today())
    if _is_due(consultation):
        late = f"{consultation.slug}: its answers were to be deleted by {consultation.delete_on:%d.%m.%Y}, "
        click.echo(late + "but no release was made. Make it, then run this again.", err=True)
    return 0


@click.command("start")
@with_appcontext
def start() -> None:
    """Fetch browser assets if needed, migrate, load the demonstration into an empty database, and serve."""
    assets.prepare()
    # What was fetched just now was not there when the application was made and its static files were listed.
    current_app.wsgi_app.add_files(str(assets.ROOT / "static"), prefix="static/")  # type: ignore[attr-defined] # WhiteNoise
    upgrade(engine())
    with new_session() as session:
        if not consultations.every(session):
            load_demonstration(session, DEFAULT_RESPONSES, 1)
            session.commit()
    click.echo(f"Lamppost is at {settings().base_url} (stop it with Ctrl+C)")
    serve(
        current_app._get_current_object(),  # type: ignore[attr-defined] # noqa: SLF001 - Flask's documented way
        host="127.0.0.1",
        port=settings().port,
        threads=THREADS,
        # Otherwise the server drops what a proxy says about where a request came from.
        clear_untrusted_proxy_headers=not settings().proxies,
        # A little more than the application takes, so that the page on what is too large is still its own.
        # Not much more: the server keeps what anybody sends until it is all there.
        max_request_body_size=largest_form(current_app) + LITTLE_MORE,
    )


COMMANDS = (demo, campaigns_group, extracts, releases_group, exports_group, purge, start)
