"""One chart in a frame: on the council's own sites alone, without a cookie, and with its limits."""

import re

import pytest

from survey.settings import SettingsError, from_environment
from tests.demonstration import CROYDON, SOHO
from tests.results.web.conftest import RESPONSES

EMBED = f"/embed/consultations/{CROYDON}"
SITES = ("https://www.council.example", "https://news.council.example:8443")


@pytest.fixture
def framed(published):
    """The council has named two sites."""
    settings = published.config["SETTINGS"]
    object.__setattr__(settings, "embed_on", SITES)
    return published.test_client()


@pytest.mark.parametrize(
    "path",
    ["support/", "support/by/age/", "purposes/", "purposes/by/area/"],
)
def test_a_chart_stands_alone_with_its_table_its_base_and_its_limits(reader, path):
    page = reader.get_page(f"{EMBED}/{path}")
    assert len(page.all("div", class_="lp-chart")) == 1
    assert page.all("table")
    assert f"These figures describe the {RESPONSES:,} people who did" in page.text
    assert "no margin of error can be given" in page.text
    assert "A program made these responses" in page.text
    assert not page.all("form")
    (link,) = [link for link in page.all("a") if link.get("href", "").endswith(f"{CROYDON}/results/")]
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")


def test_nobody_may_frame_it_before_the_council_names_a_site(reader):
    response = reader.raw.get(f"{EMBED}/support/")
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"


def test_only_the_named_sites_may_and_only_this(framed):
    response = framed.get(f"{EMBED}/support/")
    policy = response.headers["Content-Security-Policy"]
    assert f"frame-ancestors {' '.join(SITES)}" in policy
    assert "script-src 'self'" in policy
    assert "X-Frame-Options" not in response.headers
    assert "Set-Cookie" not in response.headers
    assert "max-age=300" in response.headers["Cache-Control"]
    for other in (f"/consultations/{CROYDON}/results/", f"/consultations/{CROYDON}/results/embed/", "/"):
        elsewhere = framed.get(other)
        assert "frame-ancestors 'none'" in elsewhere.headers["Content-Security-Policy"]
        assert elsewhere.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "path",
    [
        f"{EMBED}/nothing/",  # no such question
        f"{EMBED}/support/by/nothing/",  # no such characteristic
        f"{EMBED}/support/by/religion/",  # answered, and not in the plan of tables
        f"{EMBED}/age/",  # who answered is no question over everybody
        f"/embed/consultations/{SOHO}/support/",  # not published
        "/embed/consultations/nothing/support/",
    ],
)
def test_what_is_not_published_is_not_there(reader, path):
    assert reader.raw.get(path).status_code == 404


def test_what_to_copy_is_offered_for_every_chart(framed, reader):
    page = reader.get_page(f"/consultations/{CROYDON}/results/embed/")
    snippets = [area.text for area in page.all("textarea")]
    assert len(snippets) > 8
    assert all(site in page.text for site in SITES)
    for snippet in snippets:
        address = re.search(r'src="http://127\.0\.0\.1:8000(/embed/[^"]+)"', snippet)[1]
        assert 'sandbox="allow-scripts allow-same-origin allow-popups"' in snippet
        assert int(re.search(r'height="(\d+)"', snippet)[1]) > 300
        assert framed.get(address).status_code == 200


def test_before_a_site_is_named_the_page_says_so(reader):
    assert "has named no site" in reader.get_page(f"/consultations/{CROYDON}/results/embed/").text


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("", ()),
        ("https://a.example https://b.example:444", ("https://a.example", "https://b.example:444")),
        ("http://localhost:8080", ("http://localhost:8080",)),  # for trying it out
    ],
)
def test_sites_are_named_by_scheme_and_host(tmp_path, text, sites):
    found = from_environment({"LAMPPOST_INSTANCE": str(tmp_path), "LAMPPOST_EMBED_ON": text})
    assert found.embed_on == sites


@pytest.mark.parametrize(
    "text",
    [
        "*",  # anybody
        "https://*.example",  # whoever gets a name there
        "http://council.example",  # anybody on the way could put it elsewhere
        "https://council.example/news",  # a policy knows no paths
        "https://council.example; script-src *",  # another directive
        "council.example",
    ],
)
def test_anything_more_stops_the_start(tmp_path, text):
    with pytest.raises(SettingsError, match="LAMPPOST_EMBED_ON"):
        from_environment({"LAMPPOST_INSTANCE": str(tmp_path), "LAMPPOST_EMBED_ON": text})
