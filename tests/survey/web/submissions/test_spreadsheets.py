"""A spreadsheet of responses: the template, what is wrong in which cell, and all of it or nothing."""

import io
import zipfile

import pytest
import xlsxwriter
from sqlalchemy import func, select

from survey.store import submissions
from survey.store.answering.responses import InboxResponse, Response
from survey.store.interchange.workbooks import sheets_in
from tests import demonstration
from tests.page import words

HOME = f"/organise/consultations/{demonstration.SOHO}/submissions/spreadsheet/"
CSV = "capacity,support\nindividual,strongly-oppose\norganisation,\n"


@pytest.fixture
def soho(session, clock, sign_in):
    demonstration.load(session, clock.today)
    sign_in("organiser")
    return demonstration.consultation(session)


def upload(client, data, name="rows.csv", act="import", status=200):
    token = client.get_page(HOME).form("/spreadsheet/").values["csrf_token"][0]
    sent = {"csrf_token": token, "act": act, "file": (io.BytesIO(data), name)}
    return client.post_page(HOME, sent, status=status)


def workbook(*rows):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Town & hall")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def count(session):
    session.expire_all()
    return sum(session.scalar(select(func.count()).select_from(table)) for table in (InboxResponse, Response))


def test_rows_become_responses_with_numbers_in_the_log_and_only_once(client, session, soho):
    page = upload(client, CSV.encode(), act="check")
    assert "2 responses can be imported" in page.text
    assert page.title.startswith("Checked: Responses from a spreadsheet")
    assert count(session) == 0
    page = upload(client, CSV.encode())
    assert page.title.startswith("Imported: Responses from a spreadsheet")
    assert "2 responses were imported, numbers 1 to 2." in page.text
    assert "2 responses, numbers 1 to 2" in page.text
    assert "were imported" not in client.get_page(f"{HOME}?imported=2").text
    assert count(session) == 2
    assert {one.state for one in submissions.every(session, soho)} == {"entered"}
    assert {one.channel for one in session.scalars(select(InboxResponse))} == {"paper"}
    page = upload(client, CSV.encode(), status=409)
    assert page.errors == ["This file was imported before, so nothing was imported now"]
    assert count(session) == 2


def test_what_is_wrong_is_named_by_its_cell_and_nothing_is_imported(client, session, soho):
    data = workbook(["capacity", "support"], ["individual", "strongly-oppose"], ["individual", "maybe"])
    page = upload(client, data, "rows.xlsx", status=422)
    assert "Town & hall B3 “maybe” is none of the codes here." in page.text
    assert count(session) == 0
    assert not submissions.every(session, soho)


def test_formulas_are_refused_by_their_cell(client, session, soho):
    data = workbook(["capacity", "", "support"], ["individual", "", "=A1"])
    page = upload(client, data, "rows.xlsx", status=422)
    assert "Town & hall C2 it begins with “=”" in page.text


def test_formulas_cells_and_rows_are_told_at_once(client, session, soho):
    data = workbook(["capacity", "support", "colour"], ["=A3", "maybe"], ["", "strongly-oppose", "red"])
    page = upload(client, data, "rows.xlsx", status=422)
    rows = [[words(cell) for cell in row.iter("td")] for row in page.all("tr")[1:]]
    assert [row[1] for row in rows] == ["C1", "A2", "B2", "A3"]
    assert "begins with “=”" in rows[1][2]
    assert count(session) == 0


def test_a_file_that_is_none(client, session, soho):
    assert upload(client, b"", status=422).errors == ["Choose a file: .xlsx, .ods or .csv"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("a", "b")
    assert "not a spreadsheet" in upload(client, buffer.getvalue(), status=422).errors[0]


def test_the_template_is_read_again_and_names_every_code(client, soho):
    made = client.raw.get(HOME + "template.xlsx").data
    responses, codes = sheets_in(made)
    assert responses.rows[0][0] == "capacity"
    assert next(row[2] for row in codes.rows if row[0] == "support") == "strongly-support"
    assert upload(client, made, "template.xlsx", status=422).errors
    assert "There is no row below the headings" in upload(client, made, "template.xlsx", status=422).text


def test_the_command_imports_all_or_says_what_is_wrong(app, session, soho, tmp_path):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(CSV)
    bad.write_text("capacity\nsomebody\n")
    runner = app.test_cli_runner()
    run = runner.invoke(args=["responses", "import", soho.slug, str(bad)])
    assert (run.exit_code, count(session)) == (1, 0)
    assert "A2: “somebody” is none of the codes here." in run.output
    run = runner.invoke(args=["responses", "import", soho.slug, str(good)])
    assert "2 responses imported, numbers 1 to 2 in the log." in run.output
    assert count(session) == 2
    assert runner.invoke(args=["responses", "import", soho.slug, str(good)]).exit_code == 1
