"""Addresses of pages in other languages, and the language of this request.

The pages of a language stand under its prefix: `/cy/receipt/`. The middleware moves the prefix from the path
to where an application is told that it is mounted, so that views and routes know nothing of it, and every
address that is built from them carries it. English has no prefix. What is not a page has no language: files,
data and feeds (docs/decisions/0013-languages.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, NoReturn
from urllib.parse import quote

from flask import Flask, abort, current_app, g, has_request_context, redirect, request

from survey.domain.languages import ENGLISH, LANGUAGES, WITH_INTERFACE, Language, known, language_at

LANGUAGE = "lamppost.language"
_PATH, _MOUNTED, _ASKED = "PATH_INFO", "SCRIPT_NAME", "QUERY_STRING"
_ROOT = "lamppost.root"
# The first part of addresses that are the same in every language.
WITHOUT_PREFIX = frozenset({"static", "api", "healthz", "readyz", "feed.xml"})
# Pages that residents of every consultation come to, by the first part of their addresses: they stand in
# each language that has a catalogue, begun as it may be, so that nobody who answered in it is led out of it.
OF_EVERY_CONSULTATION = frozenset({"receipt", "return"})
WITH_CATALOGUE = tuple(found for found in LANGUAGES if found.has_own_interface)

WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Prefixes:
    """WSGI middleware: takes the prefix of a language off the path."""

    def __init__(self, app: WSGI) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The page without the prefix, told which language it is in."""
        path: str = environ.get(_PATH, "")
        prefix, slash, rest = path[1:].partition("/")
        language = language_at(prefix)
        if language is None:
            return self.app(environ, start_response)
        root = environ.get(_MOUNTED, "")
        if not slash:
            return _go_to(f"{root}/{prefix}/", environ, start_response)
        if rest.lstrip("/").partition("/")[0] in WITHOUT_PREFIX:
            return _go_to(f"{root}/{rest}", environ, start_response)
        environ |= {
            LANGUAGE: language,
            _ROOT: root,
            _MOUNTED: f"{root}/{prefix}",
            _PATH: f"/{rest}",
        }
        return self.app(environ, start_response)


def _go_to(path: str, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Sends the browser on, with a form as it was. The path is one of this host, whatever was asked for."""
    asked = environ.get(_ASKED, "")
    address = "/" + quote(path.encode("latin-1").lstrip(b"/")) + (f"?{asked}" if asked else "")
    status = HTTPStatus.PERMANENT_REDIRECT
    start_response(f"{status.value} {status.phrase}", [("Location", address), ("Content-Length", "0")])
    return [b""]


def current_language() -> Language:
    """The language of this request; English outside of one."""
    return request.environ.get(LANGUAGE, ENGLISH) if has_request_context() else ENGLISH


def offer(codes: Sequence[str]) -> None:
    """Says in which languages the page of this request stands beside English.

    Sends the browser to the English page where this request asks for another. A page that says nothing stands
    in the languages whose interface is whole.
    """
    g.offered = (ENGLISH, *(found for found in known(codes) if found != ENGLISH))
    if current_language() not in g.offered:
        _to_english()


def _to_english() -> NoReturn:
    """Sends the browser to the English page, with a form as it was."""
    status = HTTPStatus.FOUND if request.method in ("GET", "HEAD") else HTTPStatus.TEMPORARY_REDIRECT
    abort(redirect(address_in(ENGLISH), status))


def offered() -> tuple[Language, ...]:
    """The languages in which this page stands."""
    return g.get("offered") or _whose_interface_is_enough()


def _whose_interface_is_enough() -> tuple[Language, ...]:
    """The languages of a page that belongs to no consultation."""
    return WITH_CATALOGUE if _first_part() in OF_EVERY_CONSULTATION else WITH_INTERFACE


def _first_part() -> str:
    return request.path[1:].partition("/")[0]


def address_in(language: Language) -> str:
    """The address of this page in another language."""
    asked = request.query_string.decode("latin-1")
    return root_of(language) + quote(request.path) + (f"?{asked}" if asked else "")


def root_of(language: Language) -> str:
    """What the addresses of a language begin with."""
    root: str = request.environ.get(_ROOT, request.script_root)
    return f"{root}/{language.prefix}" if language.prefix else root


@dataclass(frozen=True)
class Elsewhere:
    """This page in one language: where it stands, and whether that is the one shown now."""

    language: Language
    address: str
    is_this: bool


def everywhere() -> list[Elsewhere]:
    """This page in each of its languages; none where it stands in one alone, or cannot simply be opened."""
    if len(offered()) == 1 or not _can_be_opened():
        return []
    here = current_language()
    return [Elsewhere(found, address_in(found), found == here) for found in offered()]


def _can_be_opened() -> bool:
    """Whether there is a page at this address, not only a form that is sent to it."""
    rule = request.url_rule
    if rule is not None and "GET" not in (rule.methods or ()):
        return False
    return _first_part() not in WITHOUT_PREFIX


def _alternate(address: str) -> str:
    """The whole address, as search engines want it."""
    return str(current_app.config["SETTINGS"].base_url) + address


def typed_address(address: str) -> str:
    """The address as somebody types it from paper: without the scheme, and without the slash at its end."""
    return _alternate(address).partition("://")[2].rstrip("/")


def _refuse_what_has_no_interface() -> None:
    """A page that belongs to no consultation stands only in languages whose interface is whole, or enough.

    Consultations have a say of their own, see `offer`; their addresses are let through here.
    """
    of_one = request.path.startswith("/consultations/")
    if not of_one and current_language() not in _whose_interface_is_enough():
        _to_english()


def _globals() -> dict[str, Any]:
    return {"here": request.script_root, "language": current_language()} if has_request_context() else {}


def init(app: Flask) -> None:
    """Puts the middleware in front of the application, and what templates need into them."""
    app.wsgi_app = Prefixes(app.wsgi_app)  # type: ignore[method-assign] # how middleware is meant to be used
    app.before_request(_refuse_what_has_no_interface)
    app.context_processor(_globals)
    app.jinja_env.globals.update(
        languages_of_page=everywhere, alternate=_alternate, typed_address=typed_address
    )
