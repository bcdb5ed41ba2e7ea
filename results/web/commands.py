"""Commands that need both sides: starting, the demonstration, releases and exports."""

from __future__ import annotations

import os
import random
import secrets
import sys
from pathlib import Path

import click
import numpy as np
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from waitress import serve

from results import exports, releases
from results.web.kept import forget_extract, keep_extract
from survey import assets
from survey.domain.accounts import Role
from survey.domain.consultations import Phase
from survey.settings import Settings
from survey.store import accounts, consultations
from survey.store import demo as demonstration
from survey.store.answering import drafts, mixing, responses
from survey.store.answering.closing import close, delete_answers
from survey.store.consultations import Consultation
from survey.store.database import Session, upgrade
from survey.web.accounts import hash_password
from survey.web.clock import today
from survey.web.database import engine, new_session

demo = AppGroup("demo", help="The demonstration.")
releases_group = AppGroup("releases", help="Frozen results.")
exports_group = AppGroup("exports", help="Files to take away.")

DEFAULT_RESPONSES = 5000
MOST_RESPONSES = 1_000_000
THREADS = 8


def settings() -> Settings:
    """The settings of this installation."""
    found: Settings = current_app.config["SETTINGS"]
    return found


@demo.command("load")
@click.option(
    "--responses",
    "number",
    default=DEFAULT_RESPONSES,
    type=click.IntRange(0, MOST_RESPONSES),
    show_default=True,
)
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same responses.")
def load(number: int, seed: int) -> None:
    """Load two deployments, an open and a published consultation, and an account for each role."""
    with new_session() as session:
        if consultations.every(session):
            raise click.ClickException(
                "There are consultations already. Load the demonstration into an empty database."
            )
        _load(session, number, seed)
        session.commit()


def _load(session: Session, number: int, seed: int) -> None:
    demonstration.load_register(session)
    demonstration.load_consultations(session, today=today(), random_bytes=os.urandom)
    for consultation, _recipe, _data in demonstration.with_responses(session):
        with click.progressbar(length=number, label="Synthetic responses", file=sys.stderr) as bar:
            rng = np.random.default_rng(seed)
            demonstration.add_responses(session, consultation, number=number, rng=rng, progress=bar.update)
        _release_demonstration(session, consultation)
    _add_accounts(session)


def _release_demonstration(session: Session, consultation: Consultation) -> None:
    """Closes, counts and publishes, on the days on which a council would have done so."""
    day = consultation.closes_on or today()
    _close(session, consultation, "The consultation closed on the day that was announced.")
    public_on = demonstration.published_on(consultation.slug) or day
    made = releases.make(session, consultation, today=public_on)
    keep_extract(settings().instance, consultation, made.extract)
    releases.publish(session, consultation, on=public_on, today=public_on)


def _close(session: Session, consultation: Consultation, text: str) -> None:
    day = min(consultation.closes_on or today(), today())
    close(session, consultation, day=day, text=text, shuffle=random.SystemRandom().shuffle)


def _add_accounts(session: Session) -> None:
    """One account a role, with a new password that is printed once and stored nowhere."""
    click.echo("\nSign in at /account/sign-in/ with one of these. The passwords are shown only now:")
    for role in Role:
        email, password = f"{role.value}@lamppost.example", secrets.token_urlsafe(12)
        accounts.add(
            session,
            email=email,
            name=f"Demonstration {role.value}",
            role=role,
            password_hash=hash_password(password),
        )
        click.echo(f"  {role.value:<14} {email:<34} {password}")
    click.echo()


@releases_group.command("make")
@click.argument("slug")
@click.option("--publish", is_flag=True, help="Publish it today as well.")
def make(slug: str, *, publish: bool) -> None:
    """Close SLUG if its last day has passed, and make its release."""
    with new_session() as session:
        consultation = _consultation(session, slug)
        if consultation.closes_on and consultation.closes_on < today():
            _close(session, consultation, "The consultation closed on the day that was announced.")
        try:
            made = releases.make(session, consultation, today=today())
        except releases.ReleaseError as error:
            raise click.ClickException(str(error)) from error
        keep_extract(settings().instance, consultation, made.extract)
        if publish:
            releases.publish(session, consultation, on=today(), today=today())
        session.commit()
        release = made.release
        click.echo(f"Release {release.edition}: {release.counted:,} responses, checksum {release.checksum}")


@exports_group.command("write")
@click.argument("slug")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def write(slug: str, path: Path) -> None:
    """Write the responses of SLUG, without equality answers, to the CSV file PATH."""
    with new_session() as session, path.open("wb") as file:
        consultation = _consultation(session, slug)
        if consultation.closed_on is None:
            raise click.ClickException("Responses can be exported only after closing.")
        total = responses.count(session, consultation.id)
        with click.progressbar(length=total, label="Responses", file=sys.stderr) as bar:
            for chunk, rows in exports.response_chunks(session, consultation):
                file.write(chunk)
                bar.update(rows)


def _consultation(session: Session, slug: str) -> Consultation:
    found = consultations.find(session, slug)
    if found is None:
        raise click.ClickException(
            f"There is no consultation “{slug}”. Its slug is in the address of its pages."
        )
    return found


@click.command("purge")
@with_appcontext
def purge() -> None:
    """Delete expired drafts, mix what waits, and delete answers whose day has come. Run it daily."""
    with new_session() as session:
        removed = drafts.purge(session, today=today())
        moved = deleted = 0
        for consultation in consultations.every(session):
            moved += mixing.mix(session, consultation.id, shuffle=random.SystemRandom().shuffle)
            deleted += _delete_if_due(session, consultation)
        session.commit()
    mixing.vacuum(engine())
    click.echo(f"{removed:,} expired drafts deleted; {moved:,} responses mixed; {deleted:,} answers deleted.")


def _delete_if_due(session: Session, consultation: Consultation) -> int:
    """Deletes the single answers on the announced day, once the results are published."""
    due = consultation.delete_on is not None and consultation.delete_on <= today()
    if not due or consultation.phase(today()) != Phase.PUBLISHED:
        return 0
    forget_extract(settings().instance, consultation)
    return delete_answers(session, consultation, day=today())


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
            _load(session, DEFAULT_RESPONSES, 1)
            session.commit()
    click.echo(f"Lamppost is at {settings().base_url} (stop it with Ctrl+C)")
    serve(current_app._get_current_object(), host="127.0.0.1", port=settings().port, threads=THREADS)  # type: ignore[attr-defined] # noqa: SLF001 - Flask's documented way


COMMANDS = (demo, releases_group, exports_group, purge, start)
