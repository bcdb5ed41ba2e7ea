"""The lines of a postcode look-up as it was downloaded: a CSV file, or the zip archive that it came in.

Read as a stream, because a national file is larger than the memory of a small server.
"""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from survey.domain.postcodes import LookupProblem, find_columns
from survey.domain.wording import message, say

LONGEST_LINE = 20_000
NOT_TEXT = say("This is not a CSV file. Unpack or convert it first.")
BROKEN = say("The archive is damaged. Fetch it again.")
PASSWORD = say("The archive is protected with a password. Unpack it first.")
NONE_INSIDE = say("No CSV file in the archive has a column of postcodes with wards and councils.")
TOO_LARGE = message("The file unpacks to more than {most} MB. Load it with the command instead.")
_CSV = re.compile(r"\.csv$", re.IGNORECASE)
_MEGABYTE = 1024 * 1024


@contextmanager
def lines_of(file: IO[bytes], largest: int | None = None) -> Iterator[Iterator[str]]:
    """The lines of the look-up. `largest`: the most that an archive may unpack to. Raises LookupProblem."""
    try:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as package, package.open(_choose(package, largest)) as inside:
                yield _lines(inside)
        else:
            file.seek(0)
            yield _lines(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise LookupProblem(BROKEN) from error


def _choose(package: zipfile.ZipFile, largest: int | None) -> zipfile.ZipInfo:
    """The largest CSV file whose columns can be used: an official archive holds other tables too."""
    inside = [part for part in package.infolist() if _CSV.search(part.filename)]
    for part in sorted(inside, key=lambda one: one.file_size, reverse=True):
        if part.flag_bits & 1:
            raise LookupProblem(PASSWORD)
        with package.open(part) as file:
            if not _is_lookup(file):
                continue
        if largest is not None and part.file_size > largest:
            raise LookupProblem(say(TOO_LARGE, most=largest // _MEGABYTE))
        return part
    raise LookupProblem(NONE_INSIDE)


def _is_lookup(file: IO[bytes]) -> bool:
    try:
        find_columns(next(csv.reader(_lines(file)), []))
    except (LookupProblem, csv.Error):
        return False
    return True


def _lines(file: IO[bytes]) -> Iterator[str]:
    """Line by line, and never a line that would fill the memory."""
    for line in iter(lambda: file.readline(LONGEST_LINE), b""):
        if len(line) == LONGEST_LINE or b"\0" in line:
            raise LookupProblem(NOT_TEXT)
        yield line.decode("utf-8-sig", errors="replace")
