"""What the first of two people typed of a form, sealed with a key that only the server has.

The database alone cannot be read for it. It rests there until the second person has typed the same form.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Mapping
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

from survey.store.submissions import HeldEntry, Submission

NONCE_BYTES = 12


def seal(submission: Submission, typed: Mapping[str, str]) -> bytes:
    """What was typed, by field, sealed for this form."""
    nonce = os.urandom(NONCE_BYTES)
    plain = json.dumps(dict(typed), ensure_ascii=False).encode()
    return nonce + _cipher().encrypt(nonce, plain, _of(submission.consultation_id, submission.number))


def unseal(held: HeldEntry) -> dict[str, str] | None:
    """What was typed; None where the server's secret has changed since."""
    nonce, sealed = held.sealed[:NONCE_BYTES], held.sealed[NONCE_BYTES:]
    try:
        plain = _cipher().decrypt(nonce, sealed, _of(held.consultation_id, held.number))
    except InvalidTag:
        return None
    found: dict[str, str] = json.loads(plain)
    return found


def _cipher() -> AESGCM:
    secret = str(current_app.config["SETTINGS"].secret_key)
    return AESGCM(hmac.new(secret.encode(), b"lamppost held entry", sha256).digest())


def _of(consultation_id: int, number: int) -> bytes:
    return f"{consultation_id}/{number}".encode()
