"""flask --app wsgi codes: thousands at once, a file that is the only copy, and nothing left where it stops."""

import csv
import json
import stat
import zipfile
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from survey import notify
from survey.domain.codes import read_code
from survey.store import consultations, strata
from survey.store.invitations import Invitation
from survey.web import invitation_commands
from survey.web.invitations import entry, printing
from tests.demonstration import CROYDON, SOHO
from tests.survey.test_notify import stand_in  # noqa: F401 - a fixture used below
from tests.survey.web.invitations.conftest import soho  # noqa: F401 - a fixture used below

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CANARY = "Canary Cottage"


@pytest.fixture
def run(app, tmp_path):
    """Runs `codes ...` and returns what came of it."""
    return lambda *arguments: app.test_cli_runner().invoke(args=["codes", *map(str, arguments)])


def size(session):
    session.expire_all()
    return session.scalar(select(func.count()).select_from(Invitation))


@pytest.fixture
def addresses(tmp_path):
    path = tmp_path / "addresses.csv"
    path.write_text("Name,Address,UPRN\n" + f"{CANARY},1 High Street,7\n" * 60, encoding="utf-8")
    return path


@pytest.fixture
def _fast(monkeypatch):
    """A PDF that costs nothing: its making is tested elsewhere."""
    monkeypatch.setattr(invitation_commands, "available", lambda: True)
    monkeypatch.setattr(printing, "make_pdf", lambda html, **_more: html.encode())


def test_codes_for_a_new_stratum_are_in_the_file_and_open_the_consultation(run, app, session, soho, planned, tmp_path):  # noqa: F811 - the fixture imported above
    out = tmp_path / "codes.csv"
    result = run("issue", planned.slug, "homes", 500, "--name", "Homes", "--kind", "mailing", "--out", out)
    assert result.exit_code == 0, result.output
    assert "500 codes for “Homes” are in" in result.output
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with out.open() as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    assert (len(set(codes)), size(session)) == (500, 500)
    with app.test_request_context():
        assert entry.opened_by(read_code(codes[0])).stratum == "homes"
    session.refresh(planned)
    assert planned.counting_rules.strata["homes"] == "Homes"


REFUSED = [
    (("nowhere", "panel", 60), "no consultation “nowhere”"),
    ((SOHO, "nowhere", 60, "--name", "New", "--kind", "zone"), "Choose one of: homes-in-soho, panel."),
    ((CROYDON, "panel", 60), "The consultation is closed"),
    ((SOHO, "panel", 49), "begins with 50"),
    ((SOHO, "panel"), "from 1 to 50,000"),
]


@pytest.mark.parametrize(("arguments", "said"), REFUSED)
def test_what_cannot_be_issued(run, session, soho, tmp_path, arguments, said):  # noqa: F811 - the fixture imported above
    out = tmp_path / "codes.csv"
    result = run("issue", *arguments, "--out", out)
    assert result.exit_code == 1
    assert said in result.output
    assert not out.exists()
    assert size(session) == 0


def test_a_new_stratum_needs_a_name_and_a_kind(run, planned, tmp_path):
    result = run("issue", planned.slug, "homes", 60, "--out", tmp_path / "codes.csv")
    assert "For a new one give --name and --kind." in result.output


def test_a_file_that_is_there_is_never_overwritten(run, session, soho, tmp_path):  # noqa: F811 - the fixture imported above
    out = tmp_path / "codes.csv"
    out.write_text("the only copy of other codes")
    assert "exists already" in run("issue", SOHO, "panel", 60, "--out", out).output
    assert out.read_text() == "the only copy of other codes"
    assert ".csv for codes" in run("issue", SOHO, "panel", 60, "--out", tmp_path / "codes.txt").output
    assert size(session) == 0


@pytest.mark.usefixtures("_fast")
def test_letters_for_a_list_of_addresses_in_parts(run, session, soho, addresses, tmp_path, monkeypatch):  # noqa: F811 - the fixture imported above
    monkeypatch.setattr(printing, "A_PART", 25)
    out = tmp_path / "letters.zip"
    result = run("issue", SOHO, "homes-in-soho", "--out", out, "--addresses", addresses, "--envelope", "c5")
    assert result.exit_code == 0, result.output
    assert "The column “UPRN” was left out." in result.output
    with zipfile.ZipFile(out) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist()]
    assert [part.count("<article") for part in parts] == [25, 25, 10]
    assert parts[0].count(CANARY) == 25
    assert "letter--c5" in parts[0]
    assert size(session) == 60
    assert CANARY not in result.output


@pytest.mark.usefixtures("_fast")
def test_what_stops_half_way_leaves_neither_a_code_nor_a_file(run, session, soho, tmp_path, monkeypatch):  # noqa: F811 - the fixture imported above
    made = []

    def stop(html, **_more):
        made.append(html)
        if len(made) == 2:
            raise KeyboardInterrupt
        return b"pdf"

    monkeypatch.setattr(printing, "A_PART", 25)
    monkeypatch.setattr(printing, "make_pdf", stop)
    out = tmp_path / "letters.zip"
    assert run("issue", SOHO, "panel", 60, "--out", out).exit_code == 1
    assert not out.exists()
    assert size(session) == 0


def test_letters_need_what_makes_pdfs_and_a_last_day(run, soho, planned, tmp_path, monkeypatch):  # noqa: F811 - the fixture imported above
    out = tmp_path / "letters.zip"
    monkeypatch.setattr(invitation_commands, "available", lambda: False)
    assert "need the extra “pdf”" in run("issue", SOHO, "panel", 60, "--out", out).output
    monkeypatch.setattr(invitation_commands, "available", lambda: True)
    new = ("--name", "New", "--kind", "zone", "--out", out)
    assert "Announce the consultation first" in run("issue", planned.slug, "new", 60, *new).output
    assert "Letters can be printed in: en, cy." in run("issue", SOHO, "panel", 60, "--language", "xx", "--out", out).output


@pytest.fixture
def sending(app, stand_in):  # noqa: F811 - the fixture imported above
    """The installation uses the stand-in of GOV.UK Notify."""
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, notify=stand_in.settings)
    return stand_in


def log_of(session, consultation):
    return [line.text for line in consultations.log_of(session, consultation)]


def test_a_code_is_sent_to_each_address_and_nothing_of_it_is_kept(run, app, sending, session, soho, addresses):  # noqa: F811 - the fixture imported above
    result = run("send", SOHO, "homes-in-soho", addresses, "--by", "letter")
    assert result.exit_code == 0, result.output
    assert "60 sent; 0 refused; 0 not tried." in result.output
    sent = [body["personalisation"] for _path, _token, body in sending.asked]
    assert sent[0]["address_line_1"] == CANARY
    assert sent[0]["link"].endswith(f"#{sent[0]['code']}")
    with app.test_request_context():
        assert all(entry.opened_by(read_code(one["code"])) for one in sent)
    assert size(session) == 60
    assert CANARY not in result.output + json.dumps(log_of(session, soho))


def test_what_is_refused_is_void_and_named_by_its_number(run, sending, session, soho, addresses):  # noqa: F811 - the fixture imported above
    sending.status = lambda number: 400 if number in (3, 7) else 201
    result = run("send", SOHO, "homes-in-soho", addresses, "--by", "letter")
    assert "58 sent; 2 refused; 0 not tried." in result.output
    assert "the addresses number 3, 7." in result.output
    assert size(session) == 58
    assert strata.find(session, soho.id, "homes-in-soho").issued == 58
    assert log_of(session, soho)[-1].startswith("2 unused invitation codes were made void")


def test_where_it_stops_answering_the_rest_is_void(run, sending, session, soho, addresses):  # noqa: F811 - the fixture imported above
    sending.status = lambda number: 201 if number <= 10 else 503
    result = run("send", SOHO, "homes-in-soho", addresses, "--by", "letter")
    assert result.exit_code == 1
    assert "10 sent; 0 refused; 50 not tried." in result.output
    assert "GOV.UK Notify cannot be used at the moment (503)" in result.output
    assert size(session) == 10


def test_without_settings_nothing_is_sent(run, soho, addresses):  # noqa: F811 - the fixture imported above
    result = run("send", SOHO, "homes-in-soho", addresses, "--by", "email")
    assert "Set LAMPPOST_NOTIFY_KEY" in result.output
    assert notify.ways(notify.NotifySettings()) == ()
