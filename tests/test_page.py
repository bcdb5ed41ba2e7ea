"""The page-checking client itself: a good page passes, and each fault is found and named."""

import pytest
from flask import Flask, redirect, request

from survey.web.headers import HEADERS
from tests.page import PageClient

GOOD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Your ward – Lamppost</title>
<link rel="stylesheet" href="/static/app.css"></head>
<body><a href="#main">Skip</a><main id="main"><h1>Your ward</h1>
<form method="post" action="/ward/" novalidate>
<input type="hidden" name="csrf_token" value="t">
<input type="radio" name="ward" id="a" value="abbey"><label for="a">Abbey</label>
<input type="radio" name="ward" id="b" value="bond" checked><label for="b">Bond</label>
<label for="w">Why</label><textarea name="why" id="w">
Because</textarea>
<button>Continue</button></form><a href="/elsewhere/">Elsewhere</a></main></body></html>"""

# What is changed in the good page, and the words of the complaint.
FAULTS = [
    ("</h1>", "", "not valid HTML"),
    ("<main id", "<main class='x' id='y'></p><main id", "not valid HTML"),
    (' lang="en"', "", "no lang"),
    ("<h1>Your ward</h1>", "<p>Your ward</p>", "0 <h1>"),
    ("<h1>Your ward</h1>", "<h1>Your ward</h1><h1>Again</h1>", "2 <h1>"),
    ("<title>Your ward", "<title>Another", "title"),
    ("<title>Your", "<title>Error: Your", "with a summary only"),
    ("<h1>", '<div class="govuk-error-summary"></div><h1>', "with a summary only"),
    ('id="b"', 'id="a"', "ids twice"),
    ('for="b"', 'for="c"', "names {'c'}"),
    ('href="#main"', 'href="#content"', "no target"),
    ('id="w"', 'id="w" aria-describedby="w-hint"', "names {'w-hint'}"),
    ('<label for="w">Why</label>', "", "no label"),
    ('<input type="hidden" name="csrf_token" value="t">', "", "0 csrf_token"),
    ('value="t"', 'value=""', "empty csrf_token"),
    ("<h1>", '<h1 style="color:red">', "is inline"),
    ("<h1>", '<h1 onclick="x()">', "is inline"),
    ('href="/elsewhere/"', 'href="javascript:x()"', "is inline"),
    ("</head>", "<style>a{}</style></head>", "<style>"),
    ("</head>", "<script>x()</script></head>", "inline script"),
    ("/static/app.css", "https://fonts.example/a.css", "loads https"),
    ("</h1>", '</h1><img alt="" src="//tracker.example/a.png">', "loads //tracker"),
]


@pytest.fixture
def site():
    """A page that can be changed, and a form that answers."""
    app = Flask(__name__)
    app.html, app.sent = GOOD, None
    app.after_request(lambda response: response.headers.extend(HEADERS) or response)

    @app.get("/ward/")
    def show():
        return app.html

    @app.post("/ward/")
    def take():
        app.sent = request.form.to_dict(flat=False)
        return redirect("/ward/") if app.sent["ward"] == ["abbey"] else (app.html, 422)

    return app


def test_a_good_page_passes(site):
    page = PageClient(site).get_page("/ward/")
    assert (page.h1, page.title) == ("Your ward", "Your ward – Lamppost")
    assert page.links == {"Elsewhere": "/elsewhere/"}


@pytest.mark.parametrize(("old", "new", "complaint"), FAULTS)
def test_a_fault_is_found(site, old, new, complaint):
    assert old in GOOD
    site.html = GOOD.replace(old, new, 1)
    with pytest.raises(AssertionError, match=complaint):
        PageClient(site).get_page("/ward/")


def test_a_data_block_is_no_script(site):
    site.html = GOOD.replace("</h1>", '</h1><script type="application/json">{}</script>')
    PageClient(site).get_page("/ward/")


def test_opening_a_page_sets_no_cookie(site):
    site.after_request(lambda response: response.set_cookie("seen", "1") or response)
    with pytest.raises(AssertionError, match="writes nothing"):
        PageClient(site).get_page("/ward/")


def test_a_page_without_a_policy_is_refused(site):
    site.after_request_funcs.clear()
    with pytest.raises(AssertionError, match="policy"):
        PageClient(site).get_page("/ward/")


def test_an_unexpected_status_is_an_error(site):
    with pytest.raises(AssertionError, match="answered 404, not 200"):
        PageClient(site).get_page("/nowhere/")


def test_a_form_sends_what_it_holds(site):
    page = PageClient(site).get_page("/ward/").form().submit({"ward": "abbey"})
    assert page.url == "/ward/"
    assert site.sent == {"csrf_token": ["t"], "ward": ["abbey"], "why": ["Because"]}


def test_a_form_keeps_what_is_checked(site):
    PageClient(site).get_page("/ward/").form("/ward/").submit(status=422)
    assert site.sent["ward"] == ["bond"]


@pytest.mark.parametrize(("values", "complaint"), [({"wards": "abbey"}, "no field"), ({"ward": "soho"}, "does not offer")])
def test_a_form_refuses_what_a_person_could_not_send(site, values, complaint):
    with pytest.raises(AssertionError, match=complaint):
        PageClient(site).get_page("/ward/").form().submit(values)


def test_a_forged_value_is_sent_all_the_same(site):
    PageClient(site).get_page("/ward/").form().submit(forged={"ward": "soho"}, status=422)
    assert site.sent["ward"] == ["soho"]
