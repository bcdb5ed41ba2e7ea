"""The preview: the next revision exactly as the public page would show it."""

import re

from tests.page import words
from tests.survey.web.deployments.conftest import SOHO


def parts(page):
    """The sections of a deployment's page, but those that only a published one has."""
    found = {
        section.get("aria-labelledby"): words(section) for section in page.all("section", class_="lp-section")
    }
    return {
        name: text
        for name, text in found.items()
        if name in ("plan", "area", "arguments", "figures", "documents")
    }


def test_an_unchanged_revision_looks_as_the_public_page_does(ann, prepared, client):
    page = ann.get_page(prepared).follow("Preview")
    mine, public = parts(page), parts(client.get_page(f"/deployments/{SOHO}/"))
    # Below its map the public page also looks up a ward, which leads to a page of its own.
    assert public.pop("area").startswith(mine.pop("area"))
    assert mine == public
    assert len(mine) == 4


def test_a_banner_says_that_it_is_not_published(ann, prepared):
    page = ann.get_page(f"{prepared}preview/")
    banner = words(page.one("aside", class_="lp-banner"))
    assert "Not published. Only organisers see this. It is revision 2" in banner
    assert re.search(r"revision 2 was published on 2 November 2026", page.text)


def test_an_entry_of_which_hardly_anything_is_known_can_be_previewed(ann):
    basics = {
        "name": "The Row",
        "council": "B",
        "council_code": "E06000001",
        "force": "B",
        "status": "planned",
    }
    page = ann.get_page("/organise/deployments/new/").form().submit(basics).follow("Preview")
    assert page.h1 == "Preview: The Row"
    assert "revision 1" in words(page.one("aside", class_="lp-banner"))


def test_a_preview_claims_no_balance_that_is_not_there(ann, prepared):
    claim = "There are as many arguments on each side"
    assert claim in ann.get_page(f"{prepared}preview/").text
    ann.get_page(f"{prepared}arguments/wanted-people/remove/").form().submit()
    assert claim not in ann.get_page(f"{prepared}preview/").text
    assert claim not in ann.get_page(f"{prepared}balance/").text
