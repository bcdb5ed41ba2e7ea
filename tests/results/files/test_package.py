"""The open data package: whole, described, the same every time, and read by the validator that others use."""

import csv
import hashlib
import io
import json

import pytest
from frictionless import Package

from results.exports import codebook_csv, tables_csv
from results.files import package as module
from results.files.package import Contents, package
from results.files.zips import opened
from tests.results.files.made import ALONE, ASKED, BY_CHANNEL, BY_SEX, CHECKSUM, HOME, consultation, release

HASHES = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(3)]
TABLES = [table for where in (ALONE, BY_SEX, BY_CHANNEL) for own in where.values() for table in own]
DAYS = b"first-day,last-day,channel,responses\r\n2026-09-01,2026-09-01,all,40\r\n2026-09-02,2026-09-02,web,fewer than 10\r\n"


def contents(*, hashes=HASHES, **changes):
    asked = consultation(**changes)
    files = {
        "tables.csv": tables_csv(TABLES, asked),
        "tables-with-left-out.csv": tables_csv(ALONE["support"], asked),
        "code-book.csv": codebook_csv(ASKED.questions),
        "days.csv": DAYS,
    }
    return Contents(asked, release(), files, hashes, HOME)


@pytest.fixture(scope="module")
def made():
    return package(contents())


def test_the_validator_finds_no_fault(made, tmp_path):
    path = tmp_path / "package.zip"
    path.write_bytes(made)
    report = Package(str(path)).validate()
    assert report.valid, report.flatten(["name", "message"])
    assert {task.name for task in report.tasks} == {
        "tables", "tables-with-left-out", "code-book", "days", "receipt-hashes",
    }  # fmt: skip
    # The label of synthetic data is a column of its own, and is described too.
    path.write_bytes(package(contents(synthetic=True)))
    assert Package(str(path)).validate().valid


def test_the_validator_would_find_a_changed_file(made, tmp_path):
    for name, content in opened(made).items():
        changed = content.replace(b"exact", b"about") if name.endswith(".csv") else content
        (tmp_path / name).write_bytes(changed)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert {error[0] for error in report.flatten(["type"])} >= {"hash-count", "constraint-error"}


def test_figures_held_back_are_missing_values_and_not_texts(made):
    described = json.loads(opened(made)["datapackage.json"])
    tables = next(one for one in described["resources"] if one["name"] == "tables")
    assert tables["schema"]["missingValues"] == ["", "fewer than 10", "not shown"]
    types = {field["name"]: field["type"] for field in tables["schema"]["fields"]}
    assert [types[name] for name in ("count", "percent", "base")] == ["integer"] * 3
    rows = list(csv.DictReader(io.StringIO(opened(made)["tables.csv"].decode("utf-8-sig"))))
    assert list(rows[0]) == list(types)
    assert {row["count"] for row in rows if row["group"] == "pns"} == {"not shown"}


def test_every_checksum_is_that_of_its_file(made):
    files = opened(made)
    lines = [line.split("  ") for line in files["CHECKSUMS"].decode().splitlines()]
    assert {name for _, name in lines} == set(files) - {"CHECKSUMS"}
    assert all(hashlib.sha256(files[name]).hexdigest() == digest for digest, name in lines)


def test_it_is_the_same_file_every_time(made):
    assert package(contents()) == made


def test_the_readme_says_what_it_is_and_what_it_is_not(made):
    text = " ".join(opened(made)["README.txt"].decode().split())
    for said in (
        "401 responses are counted here. 2 more were left out by two people",
        "no margin of error can be given",
        "What share of all residents is for or against.",
        "“fewer than 10” stands for any protected figure under ten, nobody included.",
        "Open Government Licence v3.0",
        "Edition 1, made on 26 October 2026.",
        CHECKSUM,
        HOME,
    ):
        assert said in text
    assert "SYNTHETIC" not in text
    assert "SYNTHETIC" in opened(package(contents(synthetic=True)))["README.txt"].decode()


@pytest.mark.parametrize(
    ("hashes", "name", "first"),
    [
        (HASHES, "receipt-hashes.txt", HASHES[0]),
        # More than the limit: only the checksum of the list, which is public by itself.
        (HASHES * 2, "receipt-hashes.txt.sha256", hashlib.sha256("".join(f"{h}\n" for h in HASHES * 2).encode()).hexdigest()),
        # Nobody has a receipt: an empty file would say nothing, and be no table.
        ([], None, ""),
    ],
)
def test_marks_of_receipts(monkeypatch, hashes, name, first):
    monkeypatch.setattr(module, "MOST_HASHES", 5)
    files = opened(package(contents(hashes=hashes)))
    assert [found for found in files if found.startswith("receipt")] == ([name] if name else [])
    if name:
        assert files[name].decode().startswith(first)
        assert name in files["README.txt"].decode()
