"""Codes: nothing mistyped passes, everything meant is understood, and no two are alike."""

import os
from itertools import pairwise

import pytest

from survey.domain.answering import ALPHABET
from survey.domain.codes import (
    CHARACTERS,
    draft_secret,
    in_groups,
    invitation_id,
    invitation_key,
    looks_like_code,
    looks_like_receipt,
    new_code,
    problem_with,
    read_code,
    secret_in,
    stretched,
)

# The check is linear: what it notices in one code it notices in all. Three are tried to be sure of it.
CODES = [new_code(lambda count, seed=seed: bytes((seed * 7 + place * 11) % 256 for place in range(count))) for seed in range(3)]
CODE = CODES[1]
KEY = invitation_key("a secret of the installation, long enough")


@pytest.mark.parametrize("code", CODES)
def test_every_wrong_character_is_noticed(code):
    for place in range(CHARACTERS):
        for character in ALPHABET:
            typed = code[:place] + character + code[place + 1 :]
            assert (read_code(typed) is None) == (typed != code)


@pytest.mark.parametrize("code", CODES)
def test_every_two_that_changed_places_are_noticed(code):
    for first in range(CHARACTERS):
        for second in range(first + 1, CHARACTERS):
            typed = list(code)
            typed[first], typed[second] = typed[second], typed[first]
            if typed[first] != typed[second]:
                assert read_code("".join(typed)) is None


def test_the_codes_that_are_tried_have_different_neighbours():
    assert all(one != other for one, other in pairwise(CODE))


def test_twenty_thousand_codes_are_all_different_and_use_every_character():
    codes = {new_code(os.urandom) for _ in range(20_000)}
    assert len(codes) == 20_000
    assert all(read_code(code) == code for code in codes)
    for place in range(CHARACTERS):
        assert {code[place] for code in codes} == set(ALPHABET)


def test_eleven_characters_are_random():
    """55 bits: each byte that is drawn decides one character, and every character is as likely."""
    drawn = [new_code(lambda count, byte=byte: bytes([byte] * count))[0] for byte in range(256)]
    assert all(drawn.count(character) == 8 for character in ALPHABET)


UNDERSTOOD = [
    (in_groups(CODE), "as printed"),
    (CODE, "without hyphens"),
    (CODE.lower(), "small letters"),
    (f"  {in_groups(CODE).replace('-', ' ')}\n", "spaces for hyphens, and a line break that came with it"),
    (in_groups(CODE).replace("-", "–"), "dashes as a word processor makes them"),
    (in_groups(CODE).replace("-", "\u2212"), "minus signs"),
    (f"\u200e{in_groups(CODE)}\u202c", "marks of direction, as copied from a page in Arabic"),
    (f"“{in_groups(CODE)}”.", "with quotes and a full stop"),
    ("".join(chr(ord(character) + 0xFEE0) for character in CODE), "wide letters of a Japanese keyboard"),
]


@pytest.mark.parametrize(("typed", "why"), UNDERSTOOD)
def test_what_was_meant_is_understood(typed, why):
    assert read_code(typed) == CODE, why
    assert problem_with(typed) == "", why


@pytest.mark.parametrize(("byte", "typed"), [(0, "o"), (0, "O"), (1, "I"), (1, "l"), (27, "U"), (5, "٥"), (7, "७")])
def test_characters_that_look_alike_and_digits_of_other_scripts(byte, typed):
    code = new_code(lambda count: bytes([byte] * count))
    assert read_code(code.replace(code[0], typed)) == code


WRONG = [
    ("", "Type the code"),
    (" - ", "Type the code"),
    ("K7QF-2M9", "too short: 7 characters"),
    ("K", "too short: 1 character of"),
    (CODE + "K", "too long: it has 13"),
    ("7QF2-M9XW-D4TK-81BC-ZR5V", "This looks like a receipt"),
    ("K7QF-2M9X-WD€T", "no “€” in a code"),
    ("ж" * 12, "no “Ж” in a code"),
    (CODE[1] + CODE[0] + CODE[2:], "two have changed places"),
    # The example of every page is nobody's.
    ("K7QF-2M9X-WD4T", "A character of the code is wrong"),
]


@pytest.mark.parametrize(("typed", "said"), WRONG)
def test_what_is_wrong_is_said_in_words(typed, said):
    assert read_code(typed) is None
    assert said in problem_with(typed)


@pytest.mark.parametrize(
    ("typed", "code", "receipt"),
    [
        ("k7qf-2m9x-wd4t", True, False),  # a character of it is wrong, and it is no receipt
        ("7qf2 m9xw d4tk 81bc zr5v", False, True),
        ("7QF2-M9XW-D4TK-81BC", False, False),
        ("", False, False),
        ("ж" * 12, False, False),
        ("ж" * 20, False, False),
    ],
)
def test_codes_and_receipts_are_told_apart_by_their_length(typed, code, receipt):
    assert (looks_like_code(typed), looks_like_receipt(typed)) == (code, receipt)


def test_a_code_is_shown_in_groups():
    assert in_groups("K7QF2M9XWD4T") == "K7QF-2M9X-WD4T"


def test_one_code_opens_one_draft_in_each_consultation():
    secret = draft_secret(CODE, "soho")
    assert len(secret) == 16
    assert secret == draft_secret(CODE, "soho")
    assert secret != draft_secret(CODE, "croydon")
    assert secret != draft_secret(CODES[0], "soho")


def test_the_slow_step_is_the_same_for_every_consultation_and_the_secret_is_not():
    slowly = stretched(CODE)
    secrets = [secret_in(slug, slowly) for slug in ("soho", "croydon")]
    assert secrets == [draft_secret(CODE, slug) for slug in ("soho", "croydon")]
    assert len({*secrets, slowly[:16]}) == 3
    assert slowly != stretched(CODES[0])


def test_the_id_of_an_invitation_follows_from_the_code_and_the_key_alone():
    assert invitation_id(CODE, KEY) == invitation_id(CODE, KEY)
    assert len(invitation_id(CODE, KEY)) == 32
    assert invitation_id(CODE, KEY) != invitation_id(CODES[0], KEY)
    assert invitation_id(CODE, KEY) != invitation_id(CODE, invitation_key("another secret of the installation"))
