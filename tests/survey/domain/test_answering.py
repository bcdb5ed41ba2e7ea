"""Sealing, receipts and the cookie."""

import hashlib
import os
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.answering import (
    ALPHABET,
    Draft,
    Holder,
    SealBroken,
    lookup_id,
    new_holder,
    new_receipt,
    read_cookie,
    read_receipt,
    receipt_hash,
    receipt_in_groups,
    response_id,
    seal,
    unseal,
    write_cookie,
)
from survey.domain.questionnaires.paths import path
from tests.survey.domain.questionnaires.model import MODEL

ANSWERS = st.dictionaries(
    st.text(string.ascii_lowercase + ".-", min_size=1),
    st.text() | st.lists(st.text(), min_size=1) | st.integers(),
)
HOLDERS = st.binary(min_size=64, max_size=64).map(lambda pool: new_holder(lambda n: pool[:n]))


@given(ANSWERS, st.none() | st.booleans(), st.lists(st.text()), HOLDERS)
def test_what_is_sealed_comes_back_with_its_secret(answers, equality, visited, holder):
    draft = Draft(answers, equality, tuple(visited))
    assert unseal(seal(draft, holder, os.urandom), holder.secret) == (draft, holder)


@given(HOLDERS, HOLDERS)
def test_another_secret_opens_nothing(holder, other):
    sealed = seal(Draft({"a": "b"}), holder, os.urandom)
    if other.secret != holder.secret:
        with pytest.raises(SealBroken):
            unseal(sealed, other.secret)


@pytest.mark.parametrize("place", [0, 11, 12, -1])
def test_a_changed_byte_is_noticed(place):
    holder = new_holder(os.urandom)
    sealed = bytearray(seal(Draft({"a": "b"}), holder, os.urandom))
    sealed[place] ^= 1
    with pytest.raises(SealBroken):
        unseal(bytes(sealed), holder.secret)


def test_a_sealed_draft_says_nothing_in_clear_and_never_twice_the_same():
    holder = new_holder(os.urandom)
    draft = Draft({"main-reason": "canary canary canary"})
    first, second = (seal(draft, holder, os.urandom) for _ in range(2))
    assert first != second
    assert b"canary" not in first


def test_neither_the_secret_nor_the_receipt_can_be_read_off_the_look_up_id():
    holder = new_holder(os.urandom)
    assert holder.secret.hex() not in lookup_id(holder.secret)
    assert lookup_id(holder.secret) != lookup_id(os.urandom(16))


@given(HOLDERS)
def test_the_cookie_gives_back_its_holder(holder):
    assert read_cookie(write_cookie(holder)) == holder


@pytest.mark.parametrize(
    "value",
    [
        "",
        ".",
        "no point at all",
        # The secret is too short, is no base 64, or holds letters of no alphabet.
        "AAAA.7QF2M9XWD4TK81BCZR5V",
        "????.7QF2M9XWD4TK81BCZR5V",
        "éééé.7QF2M9XWD4TK81BCZR5V",
        # The receipt is too short, or not in the form in which it was given.
        "AAAAAAAAAAAAAAAAAAAAAA.7QF2",
        "AAAAAAAAAAAAAAAAAAAAAA.7qf2m9xwd4tk81bczr5v",
    ],
)
def test_a_broken_cookie_is_nobody(value):
    assert read_cookie(value) is None


@given(st.binary(min_size=20, max_size=20))
def test_a_receipt_is_read_however_it_is_typed(pool):
    receipt = new_receipt(lambda n: pool[:n])
    assert len(receipt) == 20
    assert set(receipt) <= set(ALPHABET)
    shown = receipt_in_groups(receipt)
    for typed in (shown, shown.lower(), f"  {receipt} ", shown.replace("-", " "), shown.replace("1", "l")):
        assert read_receipt(typed) == receipt


@pytest.mark.parametrize(
    "typed", ["", "7QF2", "7QF2-M9XW-D4TK-81BC-ZR5V-0", "€€€€-€€€€-€€€€-€€€€-€€€€", "ß" * 20]
)
def test_what_cannot_be_a_receipt_is_refused(typed):
    assert read_receipt(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "7qf2\u2013m9xw\u2212d4tk 8l8c\nzr5u",
        "\u200e7QF2-M9XW-D4TK-818C-ZR5V\u202c",  # marks of direction, as copied from a page in Arabic
        "٧QF٢-M٩XW-D٤TK-٨١٨C-ZR٥V",
    ],
)
def test_what_was_meant_by_a_receipt_is_understood_as_with_a_code(typed):
    assert read_receipt(typed) == "7QF2M9XWD4TK818CZR5V"


def test_anybody_can_work_out_the_published_hash():
    receipt = "7QF2M9XWD4TK81BCZR5V"
    assert receipt_hash(receipt) == hashlib.sha256(b"7QF2M9XWD4TK81BCZR5V").hexdigest()


def test_the_published_hash_does_not_lead_to_the_response():
    receipt = new_receipt(os.urandom)
    identity = response_id(receipt)
    assert len(identity) == 32
    assert identity not in receipt_hash(receipt)
    assert identity != hashlib.sha256(receipt_hash(receipt).encode()).hexdigest()[:32]


def test_answers_of_a_page_replace_those_it_had_and_no_others():
    page = MODEL.page("connection")
    draft = Draft({"capacity": "individual", "connection": ["other"], "connection.other": "bees"})
    changed = draft.with_page(page, {"connection": ["live"]})
    assert changed.answers == {"capacity": "individual", "connection": ["live"]}
    assert changed.visited == ("connection",)


def test_what_is_off_the_path_is_not_kept():
    draft = Draft({"capacity": "organisation", "area": "x"}, visited=("capacity", "area"))
    kept = draft.kept_to(path(MODEL, draft.answers))
    assert kept == Draft({"capacity": "organisation"}, visited=("capacity",))


def test_a_holder_is_made_of_the_random_bytes_it_is_given():
    assert new_holder(lambda n: b"\x01" * n) == Holder(b"\x01" * 16, "1" * 20)
