"""The application to measure, as the server for production asks for it."""

import os
from pathlib import Path

from flask import Flask

from tests.bench.site import application, settings_in


def measured() -> Flask:
    """The application on the installation whose folder the environment names."""
    return application(settings_in(Path(os.environ["LAMPPOST_BENCH"])))
