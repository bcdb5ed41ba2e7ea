"""What is private stays in no store on the way, whoever asked."""

import pytest


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/", "no-cache"),
        ("/receipt/", "no-store"),
        ("/account/sign-in/", "no-store"),
        ("/organise/", "no-store"),
        # A blueprint inside another is as private as that.
        ("/organise/consultations/nothing/exact/", "no-store"),
        ("/council/", "no-store"),
    ],
)
def test_private_pages_are_not_to_be_stored_even_without_a_cookie(client, url, kept):
    assert client.raw.get(url).headers["Cache-Control"] == kept


def test_nothing_is_stored_where_a_cookie_came_with_the_request(client):
    client.raw.set_cookie("staff", "anything")
    assert client.raw.get("/").headers["Cache-Control"] == "no-store"


def test_a_site_on_https_asks_browsers_to_stay_there(app, client):
    assert "Strict-Transport-Security" not in client.raw.get("/").headers
    app.config["SESSION_COOKIE_SECURE"] = True
    assert client.raw.get("/").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_files_are_for_this_site_alone(app):
    response = app.test_client().get("/static/app.css", buffered=True)
    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "max-age=3600" in response.headers["Cache-Control"]
