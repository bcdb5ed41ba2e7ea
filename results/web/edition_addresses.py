"""Addresses of editions: what can be read of the newest edition of the results can be read of each.

Every page and file of results stands at an address of its own, which always shows the newest edition, and
once more under `…/editions/<number>/`, which can be cited and passed on. Views know nothing of it: the number
is taken off the address before they are called, and links that are built on such a page stay in its edition.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for
from werkzeug.routing import Rule

ROOTS = (
    "/consultations/<slug>/results/",
    "/council/consultations/<slug>/",
    "/api/v1/consultations/<slug>/",
)
OF_EDITION = "editions/<int:edition>/"
# Whose pages and files are of one release. The list of editions, and what other sites show, are not.
BLUEPRINTS = frozenset(
    {"results", "results_charts", "results_api", "council", "council_charts", "packs"}
)
# Receipts are listed for the newest edition, which has those of all earlier ones. An outcome is of none.
NEWEST_ONLY = frozenset({"results.receipt_hashes", "council.editions", "results_api.outcome"})


@dataclass(frozen=True, slots=True)
class Named:
    """The edition that an address names, whose it is, and for whom its pages are (one of ROOTS)."""

    slug: str
    number: int
    root: str


def init(app: Flask) -> None:
    """Adds the addresses of editions. To be called when all views are there."""
    roots = {}
    for rule in list(app.url_map.iter_rules()):
        root = _root_of(rule)
        if root:
            roots[rule.endpoint] = root
            path = root + OF_EDITION + rule.rule.removeprefix(root)
            same = {"defaults": rule.defaults, "strict_slashes": rule.strict_slashes}
            app.add_url_rule(path, endpoint=rule.endpoint, methods=["GET"], **same)

    @app.url_value_preprocessor
    def take(endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.edition = None
        if endpoint in roots and values and "edition" in values:
            g.edition = Named(values["slug"], values.pop("edition"), roots[endpoint])

    @app.url_defaults
    def stay(endpoint: str, values: dict[str, Any]) -> None:
        named: Named | None = g.get("edition")
        if named and roots.get(endpoint) == named.root and values.get("slug") == named.slug:
            values.setdefault("edition", named.number)


def _root_of(rule: Rule) -> str | None:
    """Below which address a page or a file of a release stands; None for everything else."""
    blueprint, _, _view = rule.endpoint.rpartition(".")
    if blueprint not in BLUEPRINTS or rule.endpoint in NEWEST_ONLY or "GET" not in (rule.methods or ()):
        return None
    return next((root for root in ROOTS if rule.rule.startswith(root)), None)


def edition_named(slug: str) -> int | None:
    """The edition of a consultation that this request asks for by its address; None: the newest."""
    named: Named | None = g.get("edition")
    return named.number if named and named.slug == slug else None


def newest_address() -> str:
    """The address of this page in the newest edition, on this site."""
    values: Mapping[str, Any] = request.view_args or {}
    asked = request.query_string.decode("latin-1")
    address = url_for(request.endpoint or "", **{**values, "edition": None})
    return f"{address}?{asked}" if asked else address
