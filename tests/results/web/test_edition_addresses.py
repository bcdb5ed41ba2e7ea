"""Every edition as whole pages, at addresses of its own: who may see which, and that links stay in it."""

import re
from urllib.parse import urlsplit

import pytest

from results import releases
from results.files.zips import opened
from survey.store import consultations
from survey.web import database
from tests import databases
from tests.conftest import running, settings_for
from tests.demonstration import CROYDON, SOHO
from tests.page import words
from tests.results.web.conftest import CORRECTED, FOUND_LATE, REASON, RESPONSES

RESULTS = f"/consultations/{CROYDON}/results/"
COUNCIL = f"/council/consultations/{CROYDON}/"
FIRST, SECOND = f"{RESULTS}editions/1/", f"{RESULTS}editions/2/"
PAGES = ("", "explore/", "support/by/age/", "support/by/age/compare/", "over-time/")
FILES = ("tables.csv", "code-book.csv", "charts/support.svg", "charts/support/by/age.csv", "data-package.zip")
BANNER = (
    "This is edition 1 of the results, counted on 26 October 2026. Edition 2 replaced it on 20 November 2026. "
    "Read this in the newest edition What changed: edition 1 counts 1,500 responses, edition 2 counts 1,560. "
    f"The count was opened again for a correction. Reason: {REASON}"
)


@pytest.fixture
def published(corrected_file, tmp_path, clock):
    """The application with two editions; the second one is counted and not public."""
    clock.today = CORRECTED
    settings = settings_for(databases.copy_of(corrected_file, tmp_path), tmp_path)
    with running(settings, clock) as app:
        yield app


@pytest.fixture
def both_public(store):
    """From now on everyone sees the second edition."""
    found = consultations.find(store, CROYDON)
    releases.publish(store, found, on=CORRECTED, today=CORRECTED)
    store.commit()
    return found


def banner(page):
    return " ".join(words(aside) for aside in page.all("aside", **{"aria-label": "About this edition"}))


def tables(reader, address):
    return [words(table) for table in reader.get_page(address).all("table")]


def canonical(page):
    return [link.get("href") for link in page.all("link", rel="canonical")]


def test_an_earlier_edition_is_readable_and_says_what_took_its_place(reader, both_public):
    for path in PAGES:
        page = reader.get_page(FIRST + path)
        assert banner(page) == BANNER, path
        links = {words(link): link.get("href") for aside in page.all("aside") for link in aside.iter("a")}
        assert links["Read this in the newest edition"] == RESULTS + path
        assert canonical(page)[0].endswith(RESULTS + path)
        # Everything else on it leads to the same edition.
        ours = {link.get("href") or "" for link in page.all("a")} | {form.get("action") or "" for form in page.all("form")}
        ours = {link for link in ours if link.startswith(RESULTS)}
        assert ours - {RESULTS + path, f"{RESULTS}#downloads", f"{RESULTS}editions/"}
        astray = {link for link in ours if not link.startswith(FIRST)}
        assert astray <= {RESULTS + path, f"{RESULTS}#downloads", f"{RESULTS}editions/"}, path


def test_it_shows_the_figures_that_it_always_showed(reader, store):
    """Its tables are those of the page before anybody saw a second edition, to the last figure."""
    paths = ("", "support/by/age/", "support/by/channel/")
    before = [tables(reader, RESULTS + path) for path in paths]
    releases.publish(store, consultations.find(store, CROYDON), on=CORRECTED, today=CORRECTED)
    store.commit()
    assert [tables(reader, FIRST + path) for path in paths] == before
    assert tables(reader, RESULTS) != before[0]


def test_a_form_leads_to_a_page_of_the_same_edition(reader, both_public):
    page = reader.get_page(f"{FIRST}support/by/age/").form().submit({"question": "safety", "characteristic": "sex"})
    assert page.url == f"{FIRST}safety/by/sex/"
    page = reader.get_page(f"{FIRST}explore/").form("/areas/").submit()
    assert page.url.startswith(f"{FIRST}areas/")
    assert "Edition 2 replaced it" in banner(page)


def test_its_files_are_its_own_and_named_after_it(reader, both_public):
    for path in FILES:
        first, newest = (reader.raw.get(at + path) for at in (FIRST, RESULTS))
        assert first.status_code == newest.status_code == 200, path
        assert f'filename="{CROYDON}-edition-1-' in first.headers["Content-Disposition"]
        assert f'filename="{CROYDON}-edition' not in newest.headers["Content-Disposition"]
        assert (first.data == newest.data) == (path == "code-book.csv"), path
    inside = opened(reader.raw.get(f"{FIRST}data-package.zip").data)
    assert f"{RESULTS}editions/1/" in inside["README.txt"].decode()
    # Receipts are listed with the newest edition only: two lists would part those that came later.
    assert "receipt-hashes.txt" not in inside
    reader.get_page(f"{FIRST}receipt-hashes.txt", status=404)
    page = reader.get_page(FIRST)
    assert "Marks of all counted receipts" not in page.links
    assert page.links["Check a receipt with the newest edition"] == f"{RESULTS}#downloads"
    assert "Edition 2, counted on 20 November 2026, has taken its place." in reader.get_page(f"{FIRST}report/").text


def test_the_newest_has_an_address_that_stays(reader, both_public):
    page = reader.get_page(RESULTS)
    assert (page.links["own address"], banner(page), canonical(page)) == (SECOND, "", [])
    page = reader.get_page(SECOND)
    assert "This is edition 2 of the results, counted on 20 November 2026: the newest." in banner(page)
    assert page.title.startswith("Results, edition 2")
    # What is kept of the one address is not shown at the other.
    assert f'href="{SECOND}support/by/age/"' in page.html
    assert f'href="{SECOND}support/by/age/"' not in reader.get_page(RESULTS).html


def test_an_edition_is_everyones_from_its_day(reader, published, clock):
    for path in (*PAGES, *FILES):
        assert reader.raw.get(SECOND + path).status_code == 404, path
        assert reader.raw.get(f"{RESULTS}editions/0/{path}").status_code == 404, path
    assert "the newest" in banner(reader.get_page(FIRST))
    assert f"{RESPONSES + FOUND_LATE:,}" not in reader.get_page(RESULTS).text
    with published.app_context(), database.new_session() as session:
        releases.publish(session, consultations.find(session, CROYDON), on=CORRECTED.replace(day=25), today=CORRECTED)
        session.commit()
    reader.get_page(SECOND, status=404)
    clock.today = CORRECTED.replace(day=25)
    reader.get_page(SECOND)
    assert "Edition 2 replaced it on 25 November 2026." in banner(reader.get_page(FIRST))


def test_what_is_sealed_has_no_editions(reader, store):
    assert reader.raw.get(f"/consultations/{SOHO}/results/editions/1/").status_code == 404
    consultations.find(store, CROYDON).published_on = None
    store.commit()
    for path in (*PAGES, *FILES):
        assert reader.raw.get(FIRST + path).status_code == 404, path


def test_councillors_read_each_edition_from_the_day_on_which_it_is_counted(signed_in):
    councillor = signed_in("councillor")
    page = councillor.get_page(COUNCIL)
    assert "Not public yet. The day on which everyone sees the same figures has not been set." in page.text
    assert "Not public yet." in councillor.get_page("/council/").text
    page = page.follow("All editions of the results").follow("Read edition 1")
    assert page.url == f"{COUNCIL}editions/1/"
    assert banner(page) == BANNER
    assert "Public since 26 October 2026." in page.text
    assert page.links["The public page"] == FIRST
    area = next(address for address in page.links.values() if re.search(r"/areas/[\w-]+/$", address))
    for path in (area, f"{area}brief/", f"{COUNCIL}editions/1/support/by/age/"):
        page = councillor.get_page(path)
        assert page.url.startswith(f"{COUNCIL}editions/1/")
        assert banner(page) == BANNER
        assert ("Edition 2, counted on 20 November 2026, has taken its place." in page.text) == ("brief" in path)
    for name in ("tables.csv", "charts/support.csv"):
        old, new = (councillor.raw.get(f"{COUNCIL}{at}{name}") for at in ("editions/1/", ""))
        assert old.status_code == new.status_code == 200
        assert old.data != new.data
    councillor.get_page(f"{COUNCIL}editions/3/", status=404)


def test_strangers_sign_in_before_a_councillors_edition(reader):
    assert reader.raw.get(f"{COUNCIL}editions/1/").status_code == 302


def test_in_welsh_it_stays_in_welsh(signed_in):
    page = signed_in("councillor").raw.get(f"/cy{COUNCIL}editions/1/").text
    assert f'href="/cy{COUNCIL}editions/1/support/by/age/"' in page


def test_programs_read_each_edition_at_its_own_address(reader, both_public):
    api = f"/api/v1/consultations/{CROYDON}/"
    newest, first = (reader.raw.get(api + path).json for path in ("results", "editions/1/results"))
    assert (newest["edition"], newest["counted"]) == (2, RESPONSES + FOUND_LATE)
    assert (first["edition"], first["counted"]) == (1, RESPONSES)
    listed = [urlsplit(one["results"]).path for one in newest["editions"]]
    assert listed == [f"{api}editions/2/results", f"{api}editions/1/results"]
    assert [reader.raw.get(path).json["edition"] for path in listed] == [2, 1]
    assert first["links"]["self"].endswith(listed[1])
    assert first["links"]["page"].endswith(FIRST)
    by = first["links"]["by"].format(question="support", characteristic="age")
    assert reader.raw.get(urlsplit(by).path).json["edition"] == 1


def test_programs_see_no_edition_before_its_day(reader):
    api = f"/api/v1/consultations/{CROYDON}/"
    assert [one["edition"] for one in reader.raw.get(f"{api}results").json["editions"]] == [1]
    assert reader.raw.get(f"{api}editions/2/results").status_code == 404
    assert reader.raw.get(f"{api}editions/1/outcome").status_code == 404
