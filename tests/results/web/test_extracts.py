"""Commands that build kept extracts and check releases: what they do, and what they say when they cannot."""

import hashlib
import random
import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from results import releases
from survey.store.answering import days, responses
from survey.store.answering.closing import close, delete_answers
from survey.store.answering.responses import ReceiptHash, Response
from tests import demonstration
from tests.source import ROOT

CROYDON, SOHO = demonstration.CROYDON, demonstration.SOHO


@pytest.fixture
def croydon(session, clock):
    """Croydon's consultation: 80 responses, closed."""
    demonstration.load(session, clock.today)
    found = demonstration.add_responses(session, number=80)
    close(session, found, day=found.closes_on, text="Closed.", shuffle=random.Random(1).shuffle)
    session.commit()
    return found


@pytest.fixture
def released(session, croydon):
    """The same with a release."""
    day = croydon.closes_on + timedelta(days=5)
    made = releases.make(session, croydon, today=day).release
    releases.publish(session, croydon, on=day, today=day)
    session.commit()
    return made


@pytest.fixture
def run(app):
    """Runs a command of the application; gives back its result."""
    runner = app.test_cli_runner()
    return lambda *args: runner.invoke(args=args)


def test_days_are_read_once_and_again_where_they_changed(run, session, croydon):
    number = len(responses.mixed_days(session, croydon.id))
    told = f"{CROYDON}: 80 responses on {number} days; "
    assert f"{told}{number} days were read again." in run("extracts", "build", CROYDON).output
    assert f"{told}0 days were read again." in run("extracts", "build").output
    days.changed(session, croydon.id, responses.mixed_days(session, croydon.id)[2:4])
    session.commit()
    assert f"{told}2 days were read again." in run("extracts", "build", CROYDON).output
    assert f"{told}{number} days were read again." in run("extracts", "build", CROYDON, "--full").output


def test_nothing_is_kept_while_answers_come_in_nor_when_they_are_deleted(run, session, croydon, app):
    result = run("extracts", "build", SOHO)
    assert (result.exit_code, "is not closed" in result.output) == (1, True)
    assert SOHO not in run("extracts", "build").output
    delete_answers(session, croydon, day=croydon.closes_on)
    session.commit()
    result = run("extracts", "build", CROYDON)
    assert (result.exit_code, "were deleted on the announced day" in result.output) == (1, True)
    assert run("extracts", "build").output == ""
    assert not (app.config["SETTINGS"].instance / "extracts" / SOHO).exists()


@pytest.mark.parametrize("command", [("extracts", "build"), ("releases", "verify")])
def test_a_consultation_that_there_is_not_is_named(run, croydon, command):
    result = run(*command, "nothing")
    assert (result.exit_code, "There is no consultation “nothing”." in result.output) == (1, True)


def test_a_release_that_is_what_is_stored_is_verified(run, session, released):
    result = run("releases", "verify", CROYDON)
    assert result.exit_code == 0, result.output
    assert "Yes: worked out again from the stored answers" in result.output
    assert released.checksum in result.output
    assert f"80 responses, 0 left out, {released.receipts} receipts" in result.output


def test_the_checksum_of_the_file_is_that_of_the_download(run, released, client):
    printed = re.search(r"SHA-256 of the file .*: ([0-9a-f]{64})", run("releases", "verify", CROYDON).output)
    file = client.raw.get(f"/consultations/{CROYDON}/results/tables.csv").data
    assert printed.group(1) == hashlib.sha256(file).hexdigest()


def test_one_changed_answer_is_found_and_where_it_shows(run, session, released):
    (id_, codes) = session.execute(select(Response.id, Response.codes).limit(1)).one()
    first = codes.index(2)
    changed = codes[:first] + b"\3" + codes[first + 1 :]
    session.execute(update(Response).where(Response.id == id_).values(codes=changed))
    session.commit()
    result = run("releases", "verify", CROYDON)
    assert result.exit_code == 1
    assert "No: what is stored is not what was published." in result.output
    assert f"published was {released.checksum}" in result.output
    assert re.search(r"Tables of [a-z-]+.* are not as published\.", result.output)


def test_a_changed_table_and_a_lost_receipt_are_found(run, session, released):
    stored = session.scalars(select(releases.ReleasedTables).limit(1)).one()
    first, *others = stored.tables
    cells = [first["cells"][1], first["cells"][0], *first["cells"][2:]]
    assert cells != first["cells"]
    stored.tables = [first | {"cells": cells}, *others]
    session.delete(session.scalars(select(ReceiptHash).limit(1)).one())
    session.commit()
    result = run("releases", "verify", CROYDON)
    assert f"Receipts: {released.receipts - 1}, published were {released.receipts}." in result.output
    assert "Tables of" in result.output
    assert "Checksum:" not in result.output


def test_after_the_deletion_only_receipts_are_left_to_compare(run, session, croydon, released):
    delete_answers(session, croydon, day=croydon.closes_on)
    session.commit()
    result = run("releases", "verify", CROYDON)
    assert result.exit_code == 0, result.output
    assert "cannot be worked out again" in result.output
    assert "Yes" not in result.output


def test_without_a_release_there_is_nothing_to_verify(run, croydon):
    assert "has no release yet" in run("releases", "verify", CROYDON).output


def test_the_recipe_of_the_handbook_gives_the_checksum(session, released, engine):
    recipes = (ROOT / "docs/verifying.md").read_text(encoding="utf-8").split("PostgreSQL:")
    recipe = recipes[engine.dialect.name == "postgresql"]
    queries = re.findall(r"SELECT (?:hex|encode)\(.*? ORDER BY id(?: COLLATE \\\"C\\\")?", recipe)
    assert len(queries) == 2
    digest = hashlib.sha256()
    for query in queries:
        asked = query.replace("= 2", f"= {released.consultation_id}").replace("\\", "")
        for line in session.scalars(text(asked)):
            digest.update(bytes.fromhex(line))
    assert digest.hexdigest() == released.checksum
