"""Tests of pages take turns: each runs on one of the two kinds of database, chosen by its name.

What a page shows hardly depends on the database, and the tests of the store run on both. So half of the pages
are tested on each, and the suite takes ten minutes instead of more. LAMPPOST_TEST_BOTH=1 runs every test on
both kinds.
"""

import os
import zlib
from collections import Counter
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
    """Leaves out the tests of pages whose turn it is not. What is written for one kind alone has no turns."""
    if os.environ.get("LAMPPOST_TEST_BOTH"):
        return
    kinds = Counter(_without_kind(item) for item in items)
    left_out = [item for item in items if kinds[_without_kind(item)] == len(KINDS) and not _has_turn(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]


def _kind(item):
    """The kind of database of a test of pages; "" for any other test."""
    kind = getattr(item, "callspec", None) and item.callspec.params.get("database_url")
    return kind if kind in KINDS and of_pages(item.path) else ""


def _without_kind(item):
    name, _, parameters = item.nodeid.partition("[")
    return name + parameters.replace(_kind(item), "", 1)


def _has_turn(item):
    return not _kind(item) or turn_of(_without_kind(item)) == _kind(item)
