"""Pages of text, the page that lists what is kept, and the two addresses that say how the service is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from survey.domain.wording import say
from survey.store.database import columns_kept, is_reachable
from survey.web.access import public
from survey.web.database import db

bp = Blueprint("pages", __name__)


@bp.get("/privacy/")
@public
def privacy() -> str:
    """Who is responsible, what for, and what a resident may ask."""
    return render_template("pages/privacy.html")


@bp.get("/accessibility/")
@public
def accessibility() -> str:
    """The accessibility statement."""
    return render_template("pages/accessibility.html")


@bp.get("/what-we-keep/")
@public
def what_we_keep() -> str:
    """Every field that is kept, read from the schema itself."""
    return render_template("pages/what_we_keep.html", tables=kept())


# Said of residents first; a table that is not named here still shows, below these.
FIRST = (
    "drafts",
    "inbox_responses",
    "inbox_equality_answers",
    "responses",
    "equality_answers",
    "inbox_receipt_hashes",
    "receipt_hashes",
)


def kept() -> list[dict[str, Any]]:
    """The tables of the database with what they hold, those about residents first."""
    tables = [_described(table) for table in columns_kept()]
    ranks = {name: rank for rank, name in enumerate(FIRST)}
    return sorted(tables, key=lambda table: (ranks.get(table["name"], len(FIRST)), table["name"]))


def _described(table: dict[str, Any]) -> dict[str, Any]:
    """The table with what it and its fields hold, which a page says in its own language."""
    columns = [column | {"meaning": _say(str(column["meaning"]))} for column in table["columns"]]
    return table | {"purpose": _say(str(table["purpose"])), "columns": columns}


def _say(described: str) -> str:
    return say(described)


@bp.get("/healthz")
@public
def healthz() -> tuple[str, dict[str, str]]:
    """Says that this process answers."""
    return "ok\n", {"Content-Type": "text/plain"}


@bp.get("/readyz")
@public
def readyz() -> tuple[str, int, dict[str, str]]:
    """Says whether the database answers too."""
    ready = is_reachable(db())
    return (
        ("ready\n", 200, {"Content-Type": "text/plain"})
        if ready
        else ("not ready\n", 503, {"Content-Type": "text/plain"})
    )
