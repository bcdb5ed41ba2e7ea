"""Look-up files as they are downloaded: CSV or zip, streamed, and refused in words where they cannot be used."""

import io

import pytest

from survey.domain.postcodes import LookupProblem
from survey.store import postcode_files
from survey.store.postcode_files import lines_of
from tests.survey.store.deployments.workbooks import package

CSV = "pcds,laua,ward\nW1F 0TH,E09000033,E05013808\n"


def read(data, largest=None):
    with lines_of(io.BytesIO(data), largest) as lines:
        return "".join(lines)


FILES = [
    (CSV.encode(), "a CSV file"),
    (CSV.encode("utf-8-sig"), "with a byte order mark"),
    (package({"Data/ONSPD.csv": CSV}), "in an archive"),
    (
        package({"Documents/names.csv": "code,name\n" * 100, "guide.txt": "x", "Data/a.CSV": CSV}),
        "beside other tables",
    ),
]


@pytest.mark.parametrize(("data", "what"), FILES)
def test_the_lines_of(data, what):
    assert read(data) == CSV, what


REFUSED = [
    (package({"guide.txt": "x"}), postcode_files.NONE_INSIDE),
    (package({"names.csv": "code,name\n"}), postcode_files.NONE_INSIDE),
    (package({"a.csv": CSV * 100}), postcode_files.TOO_LARGE.format(most=0)),
    (b"\0\0\0\0", postcode_files.NOT_TEXT),
    (b"x" * 50_000, postcode_files.NOT_TEXT),  # a line without end would fill the memory
]


@pytest.mark.parametrize(("data", "said"), REFUSED)
def test_refused_in_words(data, said):
    with pytest.raises(LookupProblem) as problem:
        read(data, largest=1000)
    assert str(problem.value) == said


def test_a_damaged_archive():
    whole = bytearray(
        package({"a.csv": CSV + "".join(f"W1F {n}TH,E09000033,E0501{n}\n" for n in range(10_000))})
    )
    whole[400:600] = b"\xff" * 200
    with pytest.raises(LookupProblem, match="damaged"):
        read(bytes(whole))
