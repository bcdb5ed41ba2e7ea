"""What a page carries from one step to the next in a hidden field, sealed: it comes back as it was made.

The seal binds it to a purpose and to the session of whoever is signed in. It is checked before all else.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import zlib
from typing import Any

from flask import current_app, request

from survey.web.database import STAFF_COOKIE

SEAL_LENGTH = 64


class NotSealed(ValueError):
    """It was not made here, or by somebody else, or for something else."""


def carry(purpose: str, content: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """The content as a text for a hidden field."""
    packed = zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    text = base64.urlsafe_b64encode(packed).decode()
    return _seal(purpose, text) + text


def carried(purpose: str, sent: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """What was carried. Raises NotSealed."""
    seal, text = sent[:SEAL_LENGTH], sent[SEAL_LENGTH:]
    if not hmac.compare_digest(_seal(purpose, text).encode(), seal.encode("utf-8", "replace")):
        raise NotSealed
    return json.loads(zlib.decompress(base64.urlsafe_b64decode(text)))


def _seal(purpose: str, text: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    holder = request.cookies.get(STAFF_COOKIE, "")
    message = "\n".join((purpose, holder, text))
    return hmac.new(key, message.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
