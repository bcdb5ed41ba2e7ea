"""Drafts and receipts: what a resident holds, and what follows from it.

A draft's secret is 16 random bytes that only the resident's cookie holds. From it come the look-up id under
which the server keeps the sealed draft, and the key that opens it; the server stores neither. A receipt is
drawn at random beside it, never derived from the secret or from any code, so that nothing that was printed
or posted can lead to a response.

Key derivation is HKDF-SHA256 (RFC 5869); sealing is AES-256-GCM (NIST SP 800-38D) with the look-up id as
associated data, so that a sealed draft cannot be moved to another row.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from survey.domain.questionnaires.paths import answers_on
from survey.domain.questionnaires.questions import Answer, Answers, Page

RandomBytes = Callable[[int], bytes]

SECRET_BYTES = 16
NONCE_BYTES = 12
# No I, L, O, U, and nothing that looks like another: Crockford's base 32.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RECEIPT_CHARACTERS = 20
GROUP = 4
# Letters that are in no receipt and no code, as what they were meant to be.
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
_LEFT_OUT = ("Z", "P", "C")
_MINUS = "\u2212"


class SealBroken(ValueError):
    """The sealed bytes were not made with this secret, or were changed."""


@dataclass(frozen=True)
class Holder:
    """What the resident's cookie holds: the draft's secret and the receipt that submission will give."""

    secret: bytes = field(repr=False)
    receipt: str = field(repr=False)


@dataclass(frozen=True)
class Draft:
    """Unfinished answers, as they are inside the seal.

    `revision` is the revision of the deployment that this resident was shown, and `version` the id of the
    version of the questions; 0 and "" in drafts older than them.
    `invitation` is the id of the invitation that sending uses up, and `replaces` the receipt of the response
    that sending replaces. Both stand inside the seal and nowhere else. `order` is the number of the order in
    which options are shown: drawn, since one that followed from the secret would follow from a printed code.
    `has_code` says that its holder was given a code to come back with.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)
    equality: bool | None = None
    visited: tuple[str, ...] = ()
    revision: int = 0
    invitation: str = field(default="", repr=False)
    replaces: str = field(default="", repr=False)
    version: str = ""
    order: int = 0
    has_code: bool = False

    def of_page(self, page: Page) -> Answers:
        """The answers on that page."""
        keys = (key for question in page.questions for key in question.keys)
        return {key: self.answers[key] for key in keys if key in self.answers}

    def with_page(self, page: Page, answers: Mapping[str, Answer]) -> Draft:
        """The draft with this page's answers replaced, and the page marked as visited."""
        keys = {key for question in page.questions for key in question.keys}
        kept = {key: value for key, value in self.answers.items() if key not in keys}
        others = tuple(code for code in self.visited if code != page.code)
        return replace(self, answers=kept | dict(answers), visited=(*others, page.code))

    def kept_to(self, pages: tuple[Page, ...]) -> Draft:
        """The draft without answers and visits off these pages."""
        codes = {page.code for page in pages}
        visited = tuple(code for code in self.visited if code in codes)
        return replace(self, answers=answers_on(pages, self.answers), visited=visited)


def new_holder(random_bytes: RandomBytes) -> Holder:
    """A new secret and a new receipt of 100 random bits."""
    return Holder(random_bytes(SECRET_BYTES), new_receipt(random_bytes))


def new_receipt(random_bytes: RandomBytes) -> str:
    """20 characters of 5 bits each, without separators."""
    number = int.from_bytes(random_bytes(RECEIPT_CHARACTERS), "big")
    return "".join(ALPHABET[(number >> (8 * place)) & 31] for place in range(RECEIPT_CHARACTERS))


def receipt_in_groups(receipt: str) -> str:
    """The receipt as it is shown: groups of four, hyphens between."""
    return "-".join(receipt[i : i + GROUP] for i in range(0, len(receipt), GROUP))


def read_receipt(typed: str) -> str | None:
    """What somebody typed, in the form in which it is hashed; None where it cannot be a receipt."""
    text = meant(typed)
    if len(text) != RECEIPT_CHARACTERS or any(character not in ALPHABET for character in text):
        return None
    return text


def meant(typed: str) -> str:
    """What was typed, in the characters of receipts and codes as far as it can be understood.

    Small letters, spaces and hyphens do not matter, nor does an I, L, O or U for the character that it was
    taken from, nor digits as other scripts write them.
    """
    said = unicodedata.normalize("NFKC", typed).upper()
    kept = (
        character
        for character in said
        if character != _MINUS and unicodedata.category(character)[0] not in _LEFT_OUT
    )
    return "".join(_as_digit(character) for character in kept).translate(_MISREAD)


def _as_digit(character: str) -> str:
    """A digit of any script as 0 to 9; anything else as it is."""
    number = unicodedata.decimal(character, None)
    return character if number is None else str(number)


def receipt_hash(receipt: str) -> str:
    """SHA-256 of the receipt's 20 characters, as published. Hexadecimal, 64 characters."""
    return hashlib.sha256(receipt.encode("ascii")).hexdigest()


def response_id(receipt: str) -> str:
    """The id of the response that this receipt stands for: 128 bits, hexadecimal.

    It is keyed with the receipt, so the published hash of a receipt does not lead to it, and the database
    needs no link between a receipt and a response.
    """
    return hmac.new(receipt.encode("ascii"), b"lamppost response", hashlib.sha256).hexdigest()[:32]


@lru_cache(maxsize=1024)
def _keys(secret: bytes) -> tuple[str, bytes]:
    derived = HKDF(algorithm=SHA256(), length=48, salt=None, info=b"lamppost draft").derive(secret)
    return derived[:16].hex(), derived[16:]


def lookup_id(secret: bytes) -> str:
    """The id under which the sealed draft is kept: 32 hexadecimal characters."""
    return _keys(secret)[0]


def seal(draft: Draft, holder: Holder, random_bytes: RandomBytes) -> bytes:
    """The draft, sealed: nonce (12 bytes) and ciphertext."""
    lookup, key = _keys(holder.secret)
    nonce = random_bytes(NONCE_BYTES)
    inside = [dict(draft.answers), draft.equality, draft.visited, holder.receipt, draft.revision]
    inside += [draft.invitation, draft.replaces, draft.version, draft.order, draft.has_code]
    plain = json.dumps(inside, ensure_ascii=False, separators=(",", ":")).encode()
    return nonce + AESGCM(key).encrypt(nonce, plain, lookup.encode())


def unseal(sealed: bytes, secret: bytes) -> tuple[Draft, Holder]:
    """The draft and its holder. Raises SealBroken where secret and sealed bytes do not belong together."""
    lookup, key = _keys(secret)
    try:
        plain = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], lookup.encode())
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error
    answers, equality, visited, receipt, *rest = json.loads(plain)
    return Draft(answers, equality, tuple(visited), *rest), Holder(secret, receipt)


def mark_of(secret: bytes, answers: Mapping[str, object]) -> str:
    """What a form carries of the answers that it was shown with. Without the secret it says nothing."""
    shown = json.dumps(answers, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hmac.digest(secret, b"lamppost page " + shown.encode(), hashlib.sha256).hex()[:32]


def settled(secret: bytes, *, shown: str, now: Answers, sent: Answers) -> Answers | None:
    """Which answers to keep of a page that was shown with those of the mark `shown`; None where both changed.

    `now` is what is kept by now, and `sent` what this window sends.
    """
    if mark_of(secret, now) in (shown, mark_of(secret, sent)):
        return sent
    # A window in which nothing was changed takes nothing back that was answered in another.
    if mark_of(secret, sent) == shown:
        return now
    return None if now else sent


def write_cookie(holder: Holder) -> str:
    """The cookie's value."""
    return base64.urlsafe_b64encode(holder.secret).decode().rstrip("=") + "." + holder.receipt


def read_cookie(value: str) -> Holder | None:
    """The holder that a cookie stands for; None where the cookie is broken."""
    secret, _, receipt = value.partition(".")
    try:
        decoded = base64.urlsafe_b64decode(secret.encode("ascii") + b"==")
    except (ValueError, UnicodeError):
        return None
    if len(decoded) != SECRET_BYTES or read_receipt(receipt) != receipt:
        return None
    return Holder(decoded, receipt)
