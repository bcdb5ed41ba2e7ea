"""How an organiser imports a table of records: what is wrong, what would be stored, and storing exactly that."""

import io

import pytest
from sqlalchemy import select

from survey.store.accounts import AuditEntry
from survey.store.deployments import register
from survey.store.deployments.records import DeploymentRecord, RecordImport
from tests.page import words
from tests.survey.domain.records.samples import WEST_END, WEST_END_HEADINGS
from tests.survey.store.deployments.workbooks import ods

PAGE = "/organise/deployments/soho-and-west-end/records/"
ROWS = [list(WEST_END_HEADINGS), *(list(row) for row in WEST_END)]
FORM = {"source": "The force’s records", "address": "https://police.example/records",
        "read-on-day": "1", "read-on-month": "11", "read-on-year": "2026"}  # fmt: skip


@pytest.fixture
def organiser(session, sign_in, client):
    register.add_deployment(session, register.read_content("soho-and-west-end"))
    session.commit()
    sign_in("organiser")
    return client


@pytest.fixture
def upload(organiser):
    def upload(data, status=200, name="records.csv", **changes):
        page = organiser.get_page(PAGE)
        token = page.form("records/").values["csrf_token"]
        sent = {**FORM, "csrf_token": token, **changes}
        if data is not None:
            sent["file"] = (io.BytesIO(data), name)
        return organiser.post_page(PAGE, sent, status=status)

    return upload


def as_csv(rows):
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


def count(session, table=DeploymentRecord):
    session.expire_all()
    return len(session.scalars(select(table)).all())


def test_a_file_is_previewed_then_stored_then_public(upload, session, client):
    page = upload(ods({"2026": ROWS}), name="records.ods")
    assert page.h1 == "Check what will be stored"
    assert "9 records. 9 new, 0 published already with the same figures, 0 with other figures" in page.text
    assert "Added up 409,359 71 0 31" in page.text
    assert count(session) == 0
    page = page.form("accept/").submit()
    assert page.url.endswith(PAGE)
    assert count(session) == 9
    assert session.scalar(select(RecordImport.imported_by)) == "organiser"
    assert "import-records" in session.scalars(select(AuditEntry.act)).all()
    assert "none in 71 alerts" in page.follow("See the public page").text


def test_the_same_file_is_not_stored_twice(upload, session):
    preview = upload(as_csv(ROWS))
    preview.form("accept/").submit()
    assert preview.form("accept/").submit(status=422).errors == ["The same file was imported already."]
    page = upload(as_csv(ROWS))
    assert "This very file was imported on 2 November 2026" in page.text
    assert not page.all("input", name="carried")
    assert count(session, RecordImport) == 1


def test_what_would_be_replaced_is_shown_before_and_after(upload):
    upload(as_csv(ROWS)).form("accept/").submit()
    changed = [list(row) for row in ROWS]
    changed[1][3] = "12"
    page = upload(as_csv(changed))
    assert "0 new, 8 published already with the same figures, 1 with other figures" in page.text
    before, after = [words(row) for row in page.all("table")[0].iter("tr")][1:]
    assert "10 0 3" in before
    assert "12 0 3" in after


def test_notes_are_shown(upload):
    rows = [
        [*ROWS[0], "Disposals"],
        [*ROWS[1], "4"],
        [*ROWS[1], "4"],
        ["Total", "", "44,160", "10", "0", "3", "4"],
    ]
    text = upload(as_csv(rows)).text
    assert "The column was not recognised and not used: “Disposals”." in text
    assert "Row 3 says the same as row 2" in text
    assert "Row 4 (“Total”) is a total and was left out." in text


def test_every_problem_is_named_by_its_cell_and_nothing_is_stored(upload, session):
    rows = [
        ROWS[0],
        ["24/09/25", "Oxford Circus", "44,160", "about 7", "0", "3"],
        ["99/09/25", "x", "1", "1", "2", "3"],
    ]
    page = upload(as_csv(rows), status=422)
    assert page.errors == ["The records cannot be imported. What is wrong is listed below"]
    assert "Row 2, column “Alerts”: “about 7” is not a whole number." in page.text
    assert "Row 3, column “Date”: “99/09/25” is not a day in the calendar." in page.text
    assert page.one("input", id="source").get("value") == FORM["source"]
    assert page.one("input", id="read-on-day").get("value") == "1"
    assert count(session) == 0


FIELDS = [
    ({"source": " "}, "Enter the name of the source"),
    ({"source": "x" * 201}, "Enter the name of the source"),
    ({"address": "police.example"}, "Enter the address"),
    ({"address": "ftp://police.example"}, "Enter the address"),
    ({"address": "https://a b.example"}, "Enter the address"),
    ({"read-on-month": "13"}, "Enter the day on which you read"),
    ({"read-on-year": "2027"}, "The day on which you read the source must be today or earlier"),
    ({"csrf_token": "forged"}, "This page was open too long"),
]


@pytest.mark.parametrize(("changes", "said"), FIELDS)
def test_a_field_that_says_nothing_is_named(upload, changes, said):
    assert upload(as_csv(ROWS), status=422, **changes).errors[0].startswith(said)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\x81\0", "The text in the file cannot be read."),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(upload, data, said):
    assert said in upload(data, status=422).text


def test_without_a_file(upload):
    assert upload(None, status=422).errors == ["Choose a file: .csv, .ods or .xlsx"]


def in_parts(fields, data):
    """A form with a file, written out: the test client would leave a large one open."""
    head = '--x\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    parts = [head.format(name, "") + f"{value}\r\n" for name, value in fields.items()]
    body = "".join([*parts, head.format("file", '; filename="x.csv"')]).encode() + data + b"\r\n--x--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=x"}


@pytest.mark.parametrize(("megabytes", "status"), [(3, 422), (5, 413)])
def test_a_file_too_large_is_refused_in_words_and_one_far_too_large_is_not_read(organiser, megabytes, status):
    fields = FORM | {"csrf_token": organiser.get_page(PAGE).form("records/").values["csrf_token"][0]}
    response = organiser.raw.post(PAGE, **in_parts(fields, b"x" * megabytes * 1024 * 1024), buffered=True)
    assert response.status_code == status
    assert status == 413 or "The file is larger than 2 MB." in response.get_data(as_text=True)


def test_a_preview_that_was_tampered_with_stores_nothing(upload, session):
    form = upload(as_csv(ROWS)).form("accept/")
    carried = form.values["carried"][0]
    page = form.submit(forged={"carried": "0" * 64 + carried[64:]}, status=422)
    assert page.errors == [
        "This preview is not from this page, or you signed in anew since. Upload the file again."
    ]
    form.submit(forged={"csrf_token": "forged"}, status=422)
    assert count(session) == 0


def test_a_preview_of_one_deployment_is_not_stored_for_another(upload, session, organiser):
    register.add_deployment(session, register.read_content("croydon-north-end"))
    session.commit()
    form = upload(as_csv(ROWS)).form("accept/")
    organiser.post_page("/organise/deployments/croydon-north-end/records/accept/", form.values, status=422)
    assert count(session) == 0


@pytest.mark.parametrize("role", ["councillor", "administrator"])
def test_only_organisers_import(role, session, sign_in, client):
    sign_in(role)
    client.get_page(PAGE, status=403)
    client.post_page(PAGE, {}, status=403)
    client.post_page(f"{PAGE}accept/", {}, status=403)


def test_a_deployment_that_is_not_there(organiser):
    organiser.get_page("/organise/deployments/elsewhere/records/", status=404)
