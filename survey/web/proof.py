"""A proof of work, and a box that people leave empty: asked where answers are begun, and nobody is refused.

The browser of somebody who begins to answer works for about a second (ALTCHA, version 1: it looks for the
number behind a hash). It needs no third party and no cookie. Where scripts are blocked there is no proof, and
answering is the same. A proof counts once, in whichever process. What is kept is how many began with one and
without one on a day, in tens; nothing of it is kept with a draft or a response, since it would tell who
blocks scripts. All that a missing proof changes: beginning counts three times towards a network's limit.

Seam: call `greet(consultation)` once where a draft is made, and include `partials/proof.html` in its form.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, timedelta
from hashlib import sha256
from threading import Lock
from typing import Any, cast

import altcha.v1
from flask import Flask, current_app, g, request

from survey.store import arrivals
from survey.store.arrivals import STEP, TRAPPED, WITH_PROOF, WITHOUT_PROOF
from survey.store.consultations import Consultation
from survey.web import floods
from survey.web.clock import now, today
from survey.web.database import db

FIELD, TRAP = "proof", "website"
ALGORITHM = "SHA-256"
# Half of this many hashes are tried on average: a second on an old phone. A program written for it needs a
# fiftieth of that, so this slows down simple programs and no determined one; the rest is for people to see.
WORK = 50_000
LIFE = timedelta(hours=2)
LONGEST = 1_000
WITHOUT_COUNTS = 3
_KEY = "lamppost-arrivals"


def _secret() -> bytes:
    return hmac.new(str(current_app.config["SECRET_KEY"]).encode(), b"proof of work", sha256).digest()


def challenge() -> dict[str, Any]:
    """The work for the form on this page: the same for all forms of one page."""
    if "proof_challenge" not in g:
        expires = (now() + LIFE).replace(tzinfo=UTC)
        made = altcha.v1.create_challenge(
            altcha.v1.ChallengeOptions(ALGORITHM, WORK, hmac_key=_secret(), expires=expires)
        )
        g.proof_challenge = made.to_dict()
    return cast("dict[str, Any]", g.proof_challenge)


def verified(form: Mapping[str, str]) -> bool | None:
    """Whether the form carries a proof that was not used before; None where it carries none."""
    sent = form.get(FIELD, "")
    if not sent:
        return None
    solution = _read(sent)
    if solution is None or _is_over(solution["salt"]):
        return False
    right, _why = altcha.v1.verify_solution(solution, _secret(), check_expires=False)
    return right and arrivals.use(db(), solution["challenge"], day=today())


def _read(sent: str) -> altcha.v1.PayloadType | None:
    """What the browser worked out, if it has the right form."""
    try:
        found = json.loads(base64.b64decode(sent[:LONGEST], validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return None
    texts = ("algorithm", "challenge", "salt", "signature")
    if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in texts):
        return None
    number = found.get("number")
    if found["algorithm"] != ALGORITHM or type(number) is not int or not 0 <= number <= WORK:
        return None
    return cast("altcha.v1.PayloadType", {name: found[name] for name in (*texts, "number")})


def _is_over(salt: str) -> bool:
    """Whether its time has passed. The salt is part of what was signed, so nobody can change it."""
    _, _, given = salt.partition("expires=")
    until = given.partition("&")[0]
    # Decimal figures only: other alphabets have figures too, which are no numbers here.
    return not (until.isascii() and until.isdigit()) or int(until) < now().replace(tzinfo=UTC).timestamp()


class _Tally:
    """Who began today, until ten of a kind have come together."""

    def __init__(self) -> None:
        self.day: date | None = None
        self.counts: Counter[tuple[int, str]] = Counter()
        self.lock = Lock()

    def add(self, consultation_id: int, kind: str, *, day: date) -> bool:
        """Counts one. True where this makes ten, which then begin again at nought."""
        with self.lock:
            if self.day != day:
                self.day, self.counts = day, Counter()
            self.counts[consultation_id, kind] += 1
            if self.counts[consultation_id, kind] < STEP:
                return False
            del self.counts[consultation_id, kind]
            return True


def greet(consultation: Consultation) -> None:
    """Somebody begins to answer: looks at the proof, counts, and keeps nothing of this person.

    Nobody is refused for it. Answers 429 only where a whole network begins far more often than people do.
    """
    kind = WITH_PROOF if verified(request.form) else WITHOUT_PROOF
    if request.form.get(TRAP):
        kind = TRAPPED
    if kind != WITH_PROOF:
        floods.take(floods.START, weight=WITHOUT_COUNTS - 1)
    if current_app.extensions[_KEY].add(consultation.id, kind, day=today()):
        arrivals.add_ten(db(), consultation.id, kind, day=today())


def init(app: Flask) -> None:
    """Gives templates the challenge, and the process its tally."""
    app.extensions[_KEY] = _Tally()
    app.jinja_env.globals["proof_challenge"] = challenge
