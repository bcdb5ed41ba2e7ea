"""The blueprint on which every organiser's page of invitations hangs."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("invitations", __name__, url_prefix="/organise/consultations/<slug>/invitations")
