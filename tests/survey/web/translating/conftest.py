"""These pages see the same on either database; what keeps translations is tested on both, in tests/survey/store."""

import pytest

from tests import databases


@pytest.fixture
def database_url(sqlite_template, tmp_path):
    """SQLite alone."""
    return databases.copy_of(sqlite_template, tmp_path)
