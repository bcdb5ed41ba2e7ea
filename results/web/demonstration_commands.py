"""The command that loads the demonstration: deployments, consultations, invented responses, accounts."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping
from typing import Any

import click
import numpy as np
from flask import current_app
from flask.cli import AppGroup

from results.demonstration.people import People
from results.demonstration.story import Story
from results.web.kept import keep_extract
from results.web.organise import ON_TIME
from survey.domain.accounts import Role
from survey.domain.codes import invitation_key
from survey.settings import Settings
from survey.store import accounts, consultations
from survey.store import demo as demonstration
from survey.store.database import Session
from survey.store.demo_whole import Whole
from survey.web.accounts import hash_password
from survey.web.clock import today
from survey.web.database import new_session

demo = AppGroup("demo", help="The demonstration.")

DEFAULT_RESPONSES = 5000
MOST_RESPONSES = 1_000_000
# Of fewer too little could be shown, and people do not read more one by one while somebody waits.
FEWEST_READ, MOST_READ = 500, 20_000
# Two organisers, because arguments are published only when two people have checked them for balance.
DEMONSTRATION_ACCOUNTS = {
    "organiser": Role.ORGANISER,
    "second-organiser": Role.ORGANISER,
    **{role.value: role for role in Role if role is not Role.ORGANISER},
}
READING = "Reading comments, counting, correcting, deciding (all of it invented) …"
NOT_READ = (
    f"Comments, a correction and a decision are part of the demonstration from {FEWEST_READ:,} to "
    f"{MOST_READ:,} responses only."
)


@demo.command("load")
@click.option(
    "--responses",
    "number",
    default=DEFAULT_RESPONSES,
    type=click.IntRange(0, MOST_RESPONSES),
    show_default=True,
)
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same responses.")
@click.option(
    "--plain", is_flag=True, help="Without what people do after closing: themes, a correction, a decision."
)
def load(number: int, seed: int, *, plain: bool) -> None:
    """Load two deployments, an open and a published consultation, and accounts for each role."""
    with new_session() as session:
        if consultations.every(session):
            raise click.ClickException(
                "There are consultations already. Load the demonstration into an empty database."
            )
        load_demonstration(session, number, seed, plain=plain)
        session.commit()


def load_demonstration(session: Session, number: int, seed: int, *, plain: bool = False) -> None:
    """Loads everything, and prints the passwords at the end."""
    read = not plain and FEWEST_READ <= number <= MOST_READ
    whole = Whole(invitation_key(str(_settings().secret_key))) if read else None
    demonstration.load_register(session)
    people, passwords = _add_accounts(session)
    demonstration.load_consultations(
        session,
        today=today(),
        random_bytes=os.urandom,
        prepare=whole.prepare if whole else demonstration.as_shipped,
        more=[whole.unread["definition"]] if whole else (),
    )
    for consultation, _recipe, shipped in demonstration.with_responses(session):
        shares = whole.shares(session, consultation, shipped) if whole else shipped
        rng = np.random.default_rng(seed)
        with click.progressbar(length=number, label="Synthetic responses", file=sys.stderr) as bar:
            demonstration.add_responses(
                session, consultation, number=number, rng=rng, progress=bar.update, shares=shares
            )
        if whole:
            click.echo(READING, err=True)
        story = Story(session, consultation, today(), whole)
        story.tell(people, shares, closing=ON_TIME, rng=rng)
        keep_extract(session, _settings().instance, consultation)
        if whole:
            _load_unread(session, whole, shipped, people, seed=seed)
    if not read and not plain and number:
        click.echo(NOT_READ)
    click.echo(passwords)


def _load_unread(
    session: Session, whole: Whole, shipped: Mapping[str, Any], people: People, *, seed: int
) -> None:
    """The consultation that closed a few days ago: organisers find work there."""
    consultation = consultations.find(session, whole.unread["definition"]["slug"])
    if consultation is None:
        return
    demonstration.add_responses(
        session,
        consultation,
        number=whole.unread["responses"],
        rng=np.random.default_rng(seed + 1),
        shares=whole.shares_of_unread(shipped),
    )
    Story(session, consultation, today(), whole).begin_reading(whole, people, closing=ON_TIME)


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found


def _add_accounts(session: Session) -> tuple[People, str]:
    """An account for each role, with a new password that is printed once and stored nowhere."""
    lines = ["\nSign in at /account/sign-in/ with one of these. The passwords are shown only now:"]
    organisers = []
    for name, role in DEMONSTRATION_ACCOUNTS.items():
        email, password = f"{name}@lamppost.example", secrets.token_urlsafe(12)
        account = accounts.add(
            session,
            email=email,
            name=f"Demonstration {name.replace('-', ' ')}",
            role=role,
            password_hash=hash_password(password),
        )
        lines.append(f"  {role.value:<14} {email:<34} {password}")
        organisers += [account.id] if role is Role.ORGANISER else []
    return People(*organisers), "\n".join((*lines, ""))
