"""Pages of editions: everyone's list, and an organiser's correction with a further edition in the end."""

from datetime import date

import pytest
from sqlalchemy import select

from results import releases
from results.files.zips import opened
from survey.store import consultations
from survey.store.accounts import AuditEntry
from tests import stuffing
from tests.demonstration import CROYDON
from tests.results.web.conftest import RESPONSES

PAGE = f"/organise/consultations/{CROYDON}/editions/"
PUBLIC = f"/consultations/{CROYDON}/results/editions/"
REASON = "A box of forms that came in time was found in the library."
LATE = {"capacity": "individual", "support": "strongly-oppose"}


@pytest.fixture
def organiser(signed_in, clock):
    clock.today = date(2026, 11, 20)
    return signed_in("organiser")


def found_late(store, number):
    found = consultations.find(store, CROYDON)
    stuffing.add(store, found, *[LATE] * number, channel="paper", receipt_hash="")


def correct(organiser, reason=REASON, **expected):
    return organiser.get_page(PAGE).form("correct/").submit({"reason": reason}, **expected)


def test_a_correction_from_its_reason_to_a_public_edition(organiser, reader, store):
    page = organiser.get_page(f"/organise/consultations/{CROYDON}/").follow(
        "Editions of the results, and correcting the count"
    )
    assert [h.text for h in page.all("h2")][-1] == "Edition 1"
    page = correct(organiser)
    assert REASON in page.text
    assert "Count edition 2" not in page.text
    found_late(store, 60)
    page = organiser.get_page(PAGE).form("release/").submit()
    assert "Edition 2, made on 20 November 2026" in page.text
    # Until its day comes, everyone sees the first one, and no number of the second.
    assert [h.text for h in reader.get_page(PUBLIC).all("h2")] == ["Edition 1"]
    told = "Edition 2 of the results was counted"
    assert told in organiser.get_page(f"/organise/consultations/{CROYDON}/").text
    assert told not in reader.get_page(f"/consultations/{CROYDON}/").text
    page = organiser.get_page(PAGE).follow("Choose from which day everyone sees edition 2")
    page.form("publish/").submit()
    page = reader.get_page(PUBLIC)
    assert [h.text for h in page.all("h2")] == ["Edition 2 ", "Edition 1"]
    assert "(the newest)" in page.text
    assert "Some figures are still those of edition 1" in page.text
    assert told in reader.get_page(f"/consultations/{CROYDON}/").text
    shown = reader.get_page(f"/consultations/{CROYDON}/results/").text
    assert f"{RESPONSES + 60:,}" in shown
    assert f"Reason: {REASON}" in shown
    assert "Some figures are still those of edition 1" in shown
    first, second = (reader.raw.get(f"{PUBLIC}{number}/tables.csv").data for number in (1, 2))
    assert first != second
    acts = [entry.act for entry in store.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert acts[-3:] == ["make-release", "make-release", "publish"]


def test_no_list_of_receipts_shows_what_is_entered_one_by_one(organiser, reader, store):
    """Polled during a correction, it would show each mark when a form is typed in."""
    address, package = (f"/consultations/{CROYDON}/results/{name}" for name in ("receipt-hashes.txt", "data-package.zip"))
    first = reader.raw.get(address).text
    correct(organiser)
    found = consultations.find(store, CROYDON)
    stuffing.add(store, found, *[LATE] * 60, channel="paper")
    assert reader.raw.get(address).text == first
    organiser.get_page(PAGE).form("release/").submit()
    # The forms are counted, and their edition is not public yet.
    page = reader.get_page(address, status=503)
    assert "The list of receipts is being brought up to date" in page.text
    assert "receipt-hashes.txt" not in opened(reader.raw.get(package).data)
    organiser.get_page(PAGE).follow("Choose from which day everyone sees edition 2").form("publish/").submit()
    second = reader.raw.get(address).text
    assert set(first.split()) < set(second.split())
    assert len(second.split()) == len(first.split()) + 60
    assert opened(reader.raw.get(package).data)["receipt-hashes.txt"].decode() == second


def test_too_few_changes_are_refused_with_what_is_missing(organiser, store):
    correct(organiser)
    found_late(store, 20)
    page = organiser.get_page(PAGE)
    facts = dict(zip((t.text for t in page.all("dt")), (d.text for d in page.all("dd")), strict=True))
    assert (facts["Added"], facts["Missing for a new edition"]) == ("20", "30")
    assert "Count edition 2" not in page.text
    token = page.form("leave/").values["csrf_token"]
    page = organiser.post_page(f"/organise/consultations/{CROYDON}/release/", {"csrf_token": token}, status=422)
    assert "20 changed, so 30 are missing" in page.errors[0]


def test_a_correction_that_ends_without_an_edition_changes_nothing(organiser, reader, store):
    correct(organiser)
    page = organiser.get_page(PAGE).form("leave/").submit()
    assert "Open the count again" in page.text
    assert releases.newest(store, consultations.find(store, CROYDON)).edition == 1
    assert "ended without a new edition" in reader.get_page(f"/consultations/{CROYDON}/results/").text


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "Write what is to be corrected, in at least 10 characters"),
        ("x" * 1001, "The reason must be 1,000 characters or less"),
    ],
)
def test_a_reason_that_says_nothing_is_refused_and_kept(organiser, store, reason, said):
    page = correct(organiser, reason, status=422)
    assert page.errors == [said]
    assert (page.one("textarea").text or "").strip() == reason
    assert "A correction has been going on" not in organiser.get_page(PAGE).text


def test_a_forged_form_opens_nothing(organiser):
    for name in ("correct/", "leave/"):
        organiser.post_page(PAGE + name, {"csrf_token": "forged", "reason": REASON}, status=422)
    assert "A correction has been going on" not in organiser.get_page(PAGE).text


@pytest.mark.parametrize("role", ["councillor", "administrator"])
def test_others_correct_nothing(signed_in, role):
    client = signed_in(role)
    client.get_page(PAGE, status=403)
    for name in ("correct/", "leave/"):
        client.post_page(PAGE + name, {}, status=403)


def test_what_is_not_public_is_not_there(reader, store):
    reader.get_page(f"{PUBLIC}2/tables.csv", status=404)
    found = consultations.find(store, CROYDON)
    found.published_on = date(2099, 1, 1)
    releases.newest(store, found).published_on = None
    store.commit()
    reader.get_page(PUBLIC, status=404)
    reader.get_page(f"{PUBLIC}1/tables.csv", status=404)
