"""The blueprint of the pages on which organisers plan a consultation, up to its opening."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("planning", __name__, url_prefix="/organise/consultations")
