"""The documents asked for: each in one of four states, with the day."""

from datetime import date

import pytest

from survey.domain.evidence import DocumentState

DAY = ("day", "month", "year")


def on(name, day, month, year):
    return dict(zip((f"{name}-{part}" for part in DAY), (day, month, year), strict=True))


@pytest.fixture
def policy(ann, prepared):
    return ann.get_page(f"{prepared}documents/force-policy/").form()


def found(row, code="force-policy"):
    return next(one for one in row.as_revision.evidence.documents if one.code == code)


@pytest.mark.parametrize(
    ("typed", "state", "day", "address"),
    [
        ({"state": "asked", **on("asked", 1, 10, 2026)}, DocumentState.ASKED, date(2026, 10, 1), ""),
        ({"state": "provided", **on("provided", 2, 11, 2026), "address": "https://police.example/policy.pdf"},
         DocumentState.PROVIDED, date(2026, 11, 2), "https://police.example/policy.pdf"),
        ({"state": "refused", **on("refused", 1, 10, 2026)}, DocumentState.REFUSED, date(2026, 10, 1), ""),
        # what was typed under another state is dropped
        ({"state": "not-asked", **on("asked", 1, 10, 2026)}, DocumentState.NOT_ASKED, None, ""),
        ({"state": "refused", **on("refused", 1, 10, 2026), "address": "https://x.example"},
         DocumentState.REFUSED, date(2026, 10, 1), ""),
    ],
)  # fmt: skip
def test_a_document_changes_its_state(policy, coming, typed, state, day, address):
    page = policy.submit(typed)
    assert page.h1 == "Documents"
    document = found(coming())
    assert (document.state, document.day, document.address) == (state, day, address)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"title": ""}, "title", "needs a title and why it is asked for"),
        ({"why": ""}, "why", "needs a title and why it is asked for"),
        ({"state": "asked"}, "asked", "is “asked for”, so it needs the day"),
        ({"state": "asked", **on("asked", 31, 2, 2026)}, "asked", "The day must be a real date"),
        ({"state": "refused", **on("refused", 3, 11, 2026)}, "refused", "The day must be today or earlier"),
        ({"state": "provided", **on("provided", 1, 10, 2026), "address": "data:text/html,hello"}, "address",
         "does not begin with https:// or http://"),
    ],
)  # fmt: skip
def test_says_what_is_wrong(policy, typed, field, said):
    page = policy.submit(typed, status=422)
    (error,) = page.errors
    assert said in error
    assert page.all("a", href=f"#{field}")


def test_an_unknown_state_is_no_state(policy):
    page = policy.submit(forged={"state": "lost"}, status=422)
    assert page.errors == ["Choose where the document stands"]


def test_a_document_is_added_and_removed(ann, prepared, coming):
    page = ann.get_page(f"{prepared}documents/").follow("Add a document")
    page.form().submit({"title": "Contract with the maker", "why": "What was bought."})
    assert found(coming(), "contract-with-the-maker").state is DocumentState.NOT_ASKED
    page = ann.get_page(f"{prepared}documents/").follow("Remove Contract with the maker").form().submit()
    assert "Contract with the maker" not in page.text
