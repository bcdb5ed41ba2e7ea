"""Headers of every response: a strict content security policy, and no caching of what is private."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask, Response, current_app, request

NOBODY = "frame-ancestors 'none'"
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        NOBODY,
    )
)
ONE_YEAR = 365 * 24 * 3600
PRIVATE = frozenset(
    {
        "answering",
        "returning",
        "receipts",
        "accounts",
        "council",
        "organise",
        "following",
        "register",
        "changes",
        "notices",
        "other_ways",
        "planning",
        "questionnaires",
        "submissions",
        "kiosk",
    }
)
# It knows no list of sites. Browsers that know the policy do not look at it.
OLDER_FRAME_RULE = "X-Frame-Options"
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    OLDER_FRAME_RULE: "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}


def _add(response: Response) -> Response:
    for name, value in HEADERS.items():
        if name != OLDER_FRAME_RULE or not framed(response):
            response.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
    if "Cache-Control" not in response.headers:
        # What a resident or a member of staff is doing must not stay in the browser's or a proxy's store.
        private = request.cookies or not PRIVATE.isdisjoint(request.blueprints)
        response.headers["Cache-Control"] = "no-store" if private else "no-cache"
    return response


def framed(response: Response) -> bool:
    """Whether some sites may show this in a frame."""
    return NOBODY not in response.headers.get("Content-Security-Policy", NOBODY)


def may_be_framed(response: Response, sites: Sequence[str], *, seconds: int) -> Response:
    """Lets these sites show this page in a frame, and nobody where there are none. It may be kept."""
    ancestors = f"frame-ancestors {' '.join(sites)}" if sites else NOBODY
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY.replace(NOBODY, ancestors)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response


def open_data(response: Response, *, seconds: int) -> Response:
    """Lets every site read this, and keep it for a while: it is public, and the same for everybody."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    response.add_etag()
    return response.make_conditional(request)


def init(app: Flask) -> None:
    """Adds the headers to every response."""
    app.after_request(_add)


def add_to_file(found: Any, _path: str, _url: str) -> None:  # noqa: ANN401 - WhiteNoise's own headers
    """Adds what holds for files under static/ too: they are what they say, and for this site alone."""
    for name in ("X-Content-Type-Options", "Cross-Origin-Resource-Policy"):
        found[name] = HEADERS[name]
