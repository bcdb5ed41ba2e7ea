"""Being written."""

from flask import Blueprint

bp = Blueprint("organise", __name__)
