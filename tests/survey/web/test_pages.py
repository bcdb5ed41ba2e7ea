"""Pages of text, the page on what is kept, and the two addresses for machines."""

import pytest

from survey.store.database import Base
from survey.web.pages import FIRST


@pytest.mark.parametrize("url", ["/", "/privacy/", "/accessibility/", "/receipt/", "/account/sign-in/"])
def test_a_page_stands_without_any_data(client, url):
    assert client.get_page(url).h1


def test_every_column_of_every_table_is_on_the_page_of_what_we_keep(client):
    text = client.get_page("/what-we-keep/").text
    for table in Base.metadata.tables.values():
        for column in table.columns:
            assert column.doc in text, f"{table.name}.{column.name}"


def test_what_is_kept_of_residents_comes_first(client):
    assert set(FIRST) <= set(Base.metadata.tables)


@pytest.mark.parametrize(("url", "text"), [("/healthz", "ok\n"), ("/readyz", "ready\n")])
def test_machines_are_told_how_it_is(client, url, text):
    response = client.raw.get(url)
    assert (response.status_code, response.get_data(as_text=True)) == (200, text)


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [
        # An address that is nowhere; a page that takes no form; a consultation that is none.
        ("get", "/nowhere/", 404),
        ("post", "/privacy/", 405),
        ("get", "/consultations/nothing/", 404),
        ("get", "/consultations/nothing/answer/check/", 404),
    ],
)
def test_an_error_has_a_page_that_says_what_to_do(client, method, url, status):
    page = (
        client.get_page(url, status=status) if method == "get" else client.post_page(url, {}, status=status)
    )
    assert page.links


def test_a_fault_of_ours_shows_no_detail(app, client, monkeypatch):
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail():
        raise RuntimeError("canary in the fault")

    monkeypatch.setitem(app.view_functions, "pages.privacy", fail)
    fail.lamppost_access = "public"
    page = client.get_page("/privacy/", status=500)
    assert "canary" not in page.html


def test_a_view_without_an_access_decision_is_closed(app, client):
    @app.get("/forgotten/")
    def forgotten():
        return "open by accident"

    client.get_page("/forgotten/", status=403)
