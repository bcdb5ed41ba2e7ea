"""What arrives and cannot be read is refused with a page, whatever the database would have made of it."""

import io

import pytest

from survey.web.forms import number_in_address


@pytest.mark.parametrize("url", ["/consultations/%00/", "/deployments/a%00b/", "/%00"])
def test_an_address_with_a_zero_byte_is_refused(client, url):
    client.get_page(url, status=400)


def test_a_form_in_parts_is_refused(client):
    # A file in place of a text, and bytes that are no text, both come this way only.
    client.post_page("/receipt/", {"receipt": (io.BytesIO(b"\xff"), "receipt.txt")}, status=400)


def test_a_form_that_is_not_utf_8_is_refused(client):
    response = client.raw.post(
        "/receipt/", data=b"receipt=%FF", content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 400


@pytest.mark.parametrize("number", ["10000", "99999999999999999999"])
def test_a_number_that_no_database_takes_leads_nowhere(client, number):
    client.get_page(f"/deployments/soho-and-west-end/revisions/{number}/", status=404)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7", 7), ("0", 0), ("", None), ("x", None), ("-1", None), ("99999999999999999999", None), ("9" * 5000, None)],
)
def test_a_number_after_the_question_mark_is_one_that_a_database_takes(app, typed, number):
    with app.test_request_context(query_string={"done": typed}):
        assert number_in_address("done") == number


def test_a_sign_that_no_page_can_show_is_marked(client):
    page = client.post_page("/receipt/", {"receipt": "7QF2\0\x07"}, status=422)
    assert page.one("input", id="receipt").get("value") == "7QF2\ufffd\ufffd"
