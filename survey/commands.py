"""Commands that need `survey` only: the schema, accounts, mails, postcodes, files."""

from __future__ import annotations

import secrets

import click
from flask.cli import AppGroup

from survey.domain.accounts import SHORTEST_PASSWORD, Role
from survey.store import accounts
from survey.store.database import upgrade
from survey.web.accounts import hash_password
from survey.web.database import engine, new_session
from survey.web.invitation_commands import codes
from survey.web.mailing import mail
from survey.web.postcode_commands import postcodes
from survey.web.questionnaire_commands import questionnaires
from survey.web.submission_commands import responses
from survey.web.translation_commands import translations

db = AppGroup("db", help="The database’s schema.")
accounts_group = AppGroup("accounts", help="Accounts of staff and councillors.")


@db.command("upgrade")
def upgrade_command() -> None:
    """Bring the database to the newest schema."""
    upgrade(engine())
    click.echo("The database has the newest schema.")


@accounts_group.command("add")
@click.option("--email", prompt=True, help="Address to sign in with.")
@click.option("--name", prompt=True, help="Name shown in the audit.")
@click.option(
    "--role", prompt=True, type=click.Choice([role.value for role in Role]), help="What they may do."
)
@click.option("--password", help="At least 12 characters; one is made when left out.")
def add(email: str, name: str, role: str, password: str | None) -> None:
    """Add an account, and print its password once if it was made here."""
    made = password is None
    if password is None:
        password = secrets.token_urlsafe(12)
    if len(password) < SHORTEST_PASSWORD:
        raise click.ClickException(
            f"The password needs at least {SHORTEST_PASSWORD} characters. Choose a longer one."
        )
    if "@" not in email:
        raise click.ClickException(
            f"“{email}” is not an email address. Give one such as name@council.example."
        )
    with new_session() as session:
        if accounts.find(session, email):
            raise click.ClickException(f"There is an account for {email} already. Use another address.")
        accounts.add(session, email=email, name=name, role=Role(role), password_hash=hash_password(password))
        session.commit()
    click.echo(f"{email} can sign in as {role}." + (f" Password, shown once: {password}" if made else ""))


COMMANDS = (db, accounts_group, codes, mail, postcodes, questionnaires, responses, translations)
