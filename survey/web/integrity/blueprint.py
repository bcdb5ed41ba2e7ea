"""The blueprint of both sides: what everybody reads about the rules, and where people decide."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("integrity", __name__)
