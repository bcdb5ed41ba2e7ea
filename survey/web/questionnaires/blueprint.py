"""The blueprint of the pages on which organisers work on a consultation's questionnaire."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("questionnaires", __name__, url_prefix="/organise/consultations/<slug>/questionnaire")
