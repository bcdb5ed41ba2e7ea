"""Strata and codes for organisers: handed out once, said in public, kept by nobody."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from survey.domain.codes import read_code
from survey.store import consultations, invitations, strata
from survey.store.accounts import AuditEntry
from survey.store.database import Base
from survey.store.invitations import Invitation
from survey.web.invitations import entry, pages, printing
from survey.web.pdf import PdfError
from tests import demonstration
from tests.demonstration import SOHO
from tests.survey.web.invitations.conftest import DRAFT, FIELDS, HOMES, OPEN


def size(session, table=Invitation):
    return session.scalar(select(func.count()).select_from(table))


def codes_in(response):
    return [row["code"] for row in csv.DictReader(io.StringIO(response.get_data(as_text=True)))]


def everything_stored(session):
    found = (session.execute(text(f'SELECT * FROM "{table}"')) for table in Base.metadata.tables)
    return "\n".join(str(list(row)) for rows in found for row in rows)


def test_a_stratum_is_added_in_draft_and_named_in_the_rules(planned, session, sign_in, client):
    sign_in("organiser")
    page = client.get_page("/organise/consultations/lamps-and-cameras/plan/").follow("Invitations")
    assert "There is no stratum" in page.text
    page = page.form().submit({"name": "Homes in Soho", "kind": "zone", "recipient": "household"})
    assert page.h1 == "Homes in Soho"
    session.refresh(planned)
    assert planned.counting_rules.strata["homes-in-soho"] == "Homes in Soho"
    # Letters name the last day, which is not fixed yet; codes alone can be had already.
    sent = FIELDS | {"csrf_token": page.form("homes-in-soho/").values["csrf_token"]}
    wrong = client.post_page(f"{DRAFT}homes-in-soho/", sent | {"form": "letter"}, status=422)
    assert wrong.errors[0].startswith("Letters and cards name the last day.")
    assert client.raw.post(f"{DRAFT}homes-in-soho/", data=sent).mimetype == "text/csv"
    session.expire_all()
    assert size(session) == 60


def test_without_a_stratum_the_page_says_that_no_codes_can_be_issued(session, clock, sign_in, client):
    demonstration.load(session, clock.today)
    sign_in("organiser")
    page = client.get_page(OPEN)
    assert "The rules were fixed without a stratum when the consultation was announced." in page.text
    assert "no codes can be issued" in page.text


def test_the_page_says_where_the_codes_went_and_how_to_see_it(issue, organiser):
    page = organiser.get_page(HOMES)
    assert "The file goes to your downloads. Then load this page again" in page.text
    assert "Codes issued0 " in page.text
    issue()
    assert "Codes issued60 " in page.follow("load this page again").text


def test_what_is_wrong_with_a_stratum_is_said_beside_it(planned, sign_in, client):
    sign_in("organiser")
    page = client.get_page(DRAFT).form().submit({"name": " "}, status=422)
    assert page.errors == [
        "Enter a name, such as “Households in Soho”",
        "Choose what the stratum is",
        "Choose whom a code is for",
    ]


def test_a_stratum_without_a_code_can_be_removed_before_the_rules_are_fixed(planned, session, sign_in, client):
    sign_in("organiser")
    page = client.get_page(DRAFT).form().submit({"name": "Panel", "kind": "panel", "recipient": "person"})
    page = page.form("remove/").submit()
    assert "There is no stratum" in page.text
    session.refresh(planned)
    assert "panel" not in planned.counting_rules.strata


def test_after_the_rules_are_fixed_no_stratum_is_added_or_removed(organiser, session):
    page = organiser.get_page(OPEN)
    assert "The strata were fixed with the rules" in page.text
    assert not page.all("form", action=OPEN)
    token = organiser.get_page(HOMES).form("homes-in-soho/").values["csrf_token"]
    more = {"csrf_token": token, "name": "More", "kind": "zone", "recipient": "person"}
    organiser.post_page(OPEN, more, status=403)
    organiser.post_page(f"{HOMES}remove/", {"csrf_token": token}, status=403)
    organiser.post_page(f"{HOMES}void/", {"csrf_token": token, "sure": "yes"}, status=403)


def test_codes_are_handed_out_once_and_said_in_public(issue, organiser, session, soho):
    response = issue()
    assert response.headers["Content-Disposition"] == f'attachment; filename="codes-{SOHO}-homes-in-soho.csv"'
    assert response.headers["Cache-Control"] == "no-store"
    codes = codes_in(response)
    assert len(set(codes)) == 60
    assert all(read_code(code) for code in codes)
    row = response.get_data(as_text=True).splitlines()[1]
    assert row == f"{codes[0]},127.0.0.1:8000/return,http://127.0.0.1:8000/return/#{codes[0]}"
    session.expire_all()
    assert size(session) == 60
    said = [line.text for line in consultations.log_of(session, soho)]
    assert said[-1] == "60 invitation codes were issued for “Homes in Soho”: 60 in all."
    audited = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (audited.act, audited.subject) == ("invite", f"{SOHO} homes-in-soho 60 file")
    # Nothing shows them again: neither a page nor the database.
    stored, page = everything_stored(session), organiser.get_page(HOMES).html
    for code in codes:
        assert code not in page
        assert code.replace("-", "") not in stored
        assert code not in stored


def test_a_double_click_issues_no_second_lot(issue, session):
    assert issue(seen="0").status_code == 200
    second = issue(seen="0")
    assert second.status_code == 409
    assert "Codes were issued since you opened this page" in second.get_data(as_text=True)
    session.expire_all()
    assert size(session) == 60


WRONG = [
    ({"number": "49"}, "A stratum begins with 50 codes or more."),
    ({"number": ""}, "Enter how many codes"),
    ({"form": "tattoo"}, "Choose in what form you need the codes"),
    ({"form": "letter", "number": "501"}, "Up to 500 can be printed here at once."),
    ({"form": "letter", "languages": "cy"}, "Choose at least one language"),  # it is not offered in Welsh
    ({"form": "letter", "number": "", "addresses": b"PK\x03\x04"}, "The file is not a CSV file."),
    ({"form": "letter", "number": "9", "addresses": b"Address\n1 High Street\n"}, "The file has 1 address."),
    ({"csrf_token": "forged"}, "This page was open too long"),
]


@pytest.mark.parametrize(("changes", "said"), WRONG)
def test_what_is_wrong_with_an_order_is_said_and_nothing_is_issued(issue, session, changes, said, monkeypatch):
    monkeypatch.setattr(pages, "available", lambda: True)
    response = issue(**changes)
    assert response.status_code == 422
    assert said in response.get_data(as_text=True)
    session.expire_all()
    assert size(session) == 0


def test_where_no_pdf_comes_no_code_was_issued(issue, session, monkeypatch):
    def fail(_html, **_more):
        raise PdfError

    monkeypatch.setattr(pages, "available", lambda: True)
    monkeypatch.setattr(printing, "make_pdf", fail)
    response = issue(form="letter")
    assert response.status_code == 503
    assert "No code was issued" in response.get_data(as_text=True)
    session.expire_all()
    assert size(session) == 0


def test_until_it_opens_lost_codes_can_be_made_void(issue, organiser, session, soho, clock):
    clock.today = soho.opens_on - timedelta(days=3)
    assert issue().status_code == 200
    page = organiser.get_page(HOMES).follow("Make all codes of this stratum void")
    assert page.form().submit(status=422).errors == ["Tick the box, if all codes that were not used shall be void"]
    page = page.form().submit({"sure": "yes"})
    assert page.url == HOMES
    session.expire_all()
    assert size(session) == 0
    assert strata.find(session, soho.id, "homes-in-soho").issued == 0


def test_the_report_rounds_while_open_and_is_still_there_after_closing(issue, organiser, app, session, soho, clock):
    codes = codes_in(issue(number="200"))
    with app.app_context():
        for code in codes[:37]:
            found = entry.opened_by(read_code(code))
            invitations.burn(session, found.id, soho.id)
    session.commit()
    rows = [" ".join(row.itertext()).split() for row in organiser.get_page(OPEN).all("tr")]
    assert rows[1][-2:] == ["30", "15%"]
    invitations.close(session, soho.id)
    soho.closed_on = clock.today
    session.commit()
    page = organiser.get_page(f"/organise/consultations/{SOHO}/").follow("How many invitations were used")
    rows = [" ".join(row.itertext()).split() for row in page.all("tr")]
    assert rows[1][-2:] == ["37", "18%"]
    organiser.get_page(HOMES, status=403)


@pytest.mark.parametrize("role", ["councillor", "administrator", None])
def test_organisers_only(soho, sign_in, client, role):
    if role:
        sign_in(role)
    # An administrator may look at counts, as everywhere.
    assert client.raw.get(OPEN).status_code == {"administrator": 200, "councillor": 403, None: 302}[role]
    assert client.raw.get(HOMES).status_code == (403 if role else 302)
    assert client.raw.post(HOMES, data=FIELDS).status_code in (302, 403)


def test_what_there_is_not(organiser):
    organiser.get_page(f"{OPEN}nowhere/", status=404)
    organiser.get_page("/organise/consultations/nowhere/invitations/", status=404)


def test_how_to_use_gov_uk_notify_is_said_where_it_is_set_up_and_what_it_gets(organiser, monkeypatch):
    assert "GOV.UK Notify" not in organiser.get_page(HOMES).text
    monkeypatch.setattr(pages.notify, "ways", lambda _settings: ("letter",))
    assert "The addresses and the codes then go to GOV.UK Notify" in organiser.get_page(HOMES).text
