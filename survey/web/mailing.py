"""The command that sends the mails that wait: each in transactions of its own."""

from __future__ import annotations

import sys
from collections import Counter

import click
from flask import current_app
from flask.cli import AppGroup

from survey.mail import Deliver, Undelivered, Unreachable, delivery
from survey.settings import Settings
from survey.store import outbox
from survey.web.clock import today
from survey.web.database import new_session

mail = AppGroup("mail", help="Mails that wait to be sent.")

SENT, FAILED, GIVEN_UP, GONE = "sent", "to be tried again", "given up", "gone meanwhile"


@mail.command("send")
def send() -> None:
    """Send the mails that wait. Run it every few minutes; it can be stopped and started again at any time."""
    settings: Settings = current_app.config["SETTINGS"]
    folder = settings.instance / "mail"
    with new_session() as session:
        waiting = outbox.due(session, today=today())
    done: Counter[str] = Counter()
    if not waiting:
        click.echo("No mail is due.")
        return
    try:
        with (
            delivery(settings.mail, folder) as deliver,
            click.progressbar(waiting, label="Mails", file=sys.stderr) as bar,
        ):
            for mail_id in bar:
                done[_send(mail_id, deliver)] += 1
    except Unreachable as error:
        left = len(waiting) - done.total()
        raise click.ClickException(f"{error} {left:,} mails wait for the next run.") from error
    where = "" if settings.mail.host else f" LAMPPOST_MAIL_HOST is not set, so they are files in {folder}."
    click.echo("; ".join(f"{done[how]:,} {how}" for how in (SENT, FAILED, GIVEN_UP)) + "." + where)


def _send(mail_id: str, deliver: Deliver) -> str:
    """One mail: the try is counted and committed, then made; then its outcome is committed."""
    with new_session() as session:
        claimed = outbox.claim(session, mail_id, today=today())
        session.commit()
        if claimed is None:
            return GONE
        outcome = SENT
        try:
            deliver(claimed.mail, mail_id)
            outbox.delivered(session, claimed)
        except Undelivered as error:
            outcome = GIVEN_UP if outbox.failed(session, claimed, str(error)) else FAILED
        except Unreachable:
            outbox.put_back(session, claimed)
            session.commit()
            raise
        session.commit()
    return outcome
