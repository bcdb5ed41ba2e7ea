"""What is kept for the exact view is never out of date, and never written into under a reader's eyes."""

import shutil
from dataclasses import replace

import numpy as np
import pytest

from results.extract import build, open_saved, save
from results.web import kept
from tests import demonstration


@pytest.fixture
def croydon(session):
    demonstration.load(session)
    return demonstration.add_responses(session, number=40)


def halved(extract):
    columns = {name: values[::2].copy() for name, values in extract.columns.items()}
    return replace(extract, columns=columns, respondents=20)


def test_a_newer_extract_kept_by_another_process_is_used(session, croydon, tmp_path):
    kept.keep_extract(tmp_path, croydon, build(session, croydon))
    assert kept.kept_extract(session, tmp_path, croydon).respondents == 40
    newer = halved(build(session, croydon))
    save(newer, tmp_path / "extracts" / croydon.slug, kept.without_equality(newer))
    assert kept.kept_extract(session, tmp_path, croydon).respondents == 20


def test_an_extract_that_another_process_deleted_is_built_again_without_equality(session, croydon, tmp_path):
    kept.keep_extract(tmp_path, croydon, build(session, croydon))
    kept.kept_extract(session, tmp_path, croydon)
    shutil.rmtree(tmp_path / "extracts")
    again = kept.kept_extract(session, tmp_path, croydon)
    assert again.respondents == 40
    assert "age" not in again.columns


def test_keeping_a_newer_one_does_not_disturb_who_reads_the_older(session, croydon, tmp_path):
    extract = build(session, croydon)
    folder = tmp_path / "kept"
    save(extract, folder, ("support", "channel"))
    reading = open_saved(folder)
    # Written in place, the file would be cut short under the reader, and end its process.
    save(halved(extract), folder, ("support",))
    assert np.array_equal(reading.columns["channel"], extract.columns["channel"])
    assert sorted(path.name for path in folder.iterdir()) == ["about.json", "columns.npy"]
