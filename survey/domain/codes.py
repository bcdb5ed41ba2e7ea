"""Codes: what a resident holds to come back later, or was sent with an invitation. `K7QF-2M9X-WD4T`.

Twelve characters of the alphabet of receipts: eleven are random (55 bits), the last checks the others. The
check is a sum over the field of 32 elements, each place multiplied by its own power of one element, so that
every single wrong character and every two characters that changed places are noticed before anything is
looked up. (One made-up code in 32 passes; looking it up then finds nothing.)

Two things follow from a code. The secret of a draft takes the slow road (scrypt), which makes trying codes
against a stolen database dear. The id of an invitation takes the fast one, so that 20,000 can be issued in
seconds; its key comes from the installation's secret, which is not in the database. Reasons:
docs/decisions/0014-codes-and-invitations.md.
"""

from __future__ import annotations

import hashlib
import hmac

from survey.domain.answering import (
    ALPHABET,
    GROUP,
    RECEIPT_CHARACTERS,
    SECRET_BYTES,
    RandomBytes,
    meant,
    read_receipt,
)
from survey.domain.wording import Words, say, say_many

CHARACTERS = 12
RANDOM_CHARACTERS = CHARACTERS - 1
# 16 MB and about a twentieth of a second for each code that is tried.
SLOW = {"n": 2**14, "r": 8, "p": 1}

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_FIELD = 0b100101  # x^5 + x^2 + 1, of which every element but nought is a power of x


def new_code(random_bytes: RandomBytes) -> str:
    """A new code: 11 random characters and the one that checks them, without hyphens."""
    drawn = "".join(ALPHABET[byte & 31] for byte in random_bytes(RANDOM_CHARACTERS))
    return drawn + ALPHABET[_times_x(_sum_of(drawn))]


def in_groups(code: str) -> str:
    """The code as it is printed and shown: groups of four, hyphens between."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(typed: str) -> str | None:
    """The code that somebody typed, without hyphens; None where it cannot be one."""
    text = meant(typed)
    return text if looks_like_code(typed) and _sum_of(text) == 0 else None


def looks_like_code(typed: str) -> bool:
    """Whether this may be a code, with a character mistyped perhaps."""
    text = meant(typed)
    return len(text) == CHARACTERS and all(character in _VALUES for character in text)


def looks_like_receipt(typed: str) -> bool:
    """Whether this may be a receipt, which people take for a code."""
    return read_receipt(typed) is not None


def problem_with(typed: str) -> Words | str:
    """What is wrong with a code that cannot be read, in words for who typed it; "" where nothing is."""
    text = meant(typed)
    strange = next((character for character in text if character not in _VALUES), None)
    if not text:
        return say("Type the code. It has 12 letters and digits.")
    if strange:
        return say("There is no “{character}” in a code. It has 12 letters and digits.", character=strange)
    if len(text) != CHARACTERS:
        return _wrong_length(len(text))
    if _sum_of(text) != 0:
        return say("A character of the code is wrong, or two have changed places. Compare it once more.")
    return ""


def _wrong_length(count: int) -> Words:
    if count < CHARACTERS:
        return say_many(
            "The code is too short: {count} character of 12. Look whether some are missing.",
            "The code is too short: {count} characters of 12. Look whether some are missing.",
            count,
        )
    if count == RECEIPT_CHARACTERS:
        return say("This looks like a receipt: it has 20 characters, and a code has 12.")
    return say("The code is too long: it has {count} characters, and should have 12.", count=count)


def draft_secret(code: str, consultation_slug: str) -> bytes:
    """The secret of the draft that this code opens in this consultation: 16 bytes, slowly."""
    return secret_in(consultation_slug, stretched(code))


def stretched(code: str) -> bytes:
    """The slow step of a code, once for all consultations: 32 bytes."""
    return hashlib.scrypt(code.encode("ascii"), salt=b"lamppost draft", dklen=32, **SLOW)


def secret_in(consultation_slug: str, slowly: bytes) -> bytes:
    """The secret of a draft in this consultation, from what the slow step made of its code."""
    return hmac.digest(slowly, consultation_slug.encode(), hashlib.sha256)[:SECRET_BYTES]


def invitation_key(secret_key: str) -> bytes:
    """The key of the ids of invitations, from the installation's secret."""
    return hmac.new(secret_key.encode(), b"lamppost invitations", hashlib.sha256).digest()


def invitation_id(code: str, key: bytes) -> str:
    """The id under which the invitation with this code is kept: 32 hexadecimal characters."""
    return hmac.new(key, code.encode("ascii"), hashlib.sha256).hexdigest()[:32]


def _sum_of(text: str) -> int:
    """The sum of the characters, each times x to the power of the characters behind it."""
    total = 0
    for character in text:
        total = _times_x(total) ^ _VALUES[character]
    return total


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _FIELD if doubled >= len(ALPHABET) else doubled
