"""Tests of pages take turns: each runs on one of the two kinds of database, chosen by its name.

What a page shows hardly depends on the database, and the tests of the store run on both. So half of the pages
are tested on each, and the suite takes ten minutes instead of more. LAMPPOST_TEST_BOTH=1 runs every test on
both kinds.
"""

import os
import zlib
from pathlib import Path

KINDS = ("sqlite", "postgres")
OF_PAGES = {("survey", "web"), ("results", "web")}
TESTS = Path(__file__).parent


def of_pages(path):
    """Whether a file holds tests of pages."""
    return path.relative_to(TESTS).parts[:2] in OF_PAGES


def turn_of(name):
    """The kind of database that a test without its kind in the name runs on."""
    return KINDS[zlib.crc32(name.encode()) % len(KINDS)]


def pytest_collection_modifyitems(config, items):
    """Leaves out the tests of pages whose turn it is not."""
    if os.environ.get("LAMPPOST_TEST_BOTH"):
        return
    left_out = [item for item in items if not _has_turn(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _has_turn(item)]


def _has_turn(item):
    kind = getattr(item, "callspec", None) and item.callspec.params.get("database_url")
    if kind not in KINDS or not of_pages(item.path):
        return True
    name, _, parameters = item.nodeid.partition("[")
    return turn_of(name + parameters.replace(kind, "", 1)) == kind
