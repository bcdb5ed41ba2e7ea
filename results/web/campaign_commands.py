"""The command that looks for texts that many people sent, where there are too many to do it on a page."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from results import releases
from results.comments import campaigns
from results.domain.themes import NotAllowed
from results.web.extracts import consultation_called
from survey.web.clock import today
from survey.web.database import new_session

campaigns_group = AppGroup("campaigns", help="Texts that many people sent.")

COUNTED = "The results were counted already, so nothing can be looked for any more."


@campaigns_group.command("find")
@click.argument("slug")
def find(slug: str) -> None:
    """Compare all texts of SLUG and list groups that are nearly the same, for a person to confirm.

    Everything is stored at the end or not at all, so it can be stopped and run again at any moment. What was
    decided about a group stays when it is found again.
    """
    with new_session() as session:
        consultation = consultation_called(session, slug)
        if consultation.closed_on is None:
            raise click.ClickException("Texts are sealed until the consultation is closed.")
        if releases.newest(session, consultation) is not None:
            raise click.ClickException(COUNTED)
        try:
            made = campaigns.search(session, consultation, day=today())
        except NotAllowed as error:
            raise click.ClickException(str(error)) from error
        groups = len(campaigns.every(session, consultation))
        session.commit()
        click.echo(f"{made.long_enough:,} of {made.texts:,} texts compared; groups found: {groups}.")
