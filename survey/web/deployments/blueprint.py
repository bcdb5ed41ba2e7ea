"""The blueprint on which every page of an organiser's register of deployments hangs."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("register", __name__, url_prefix="/organise/deployments")
