"""ZIP archives that come out the same, byte for byte, whenever they are made of the same files."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

READABLE = 0o644 << 16
UNIX = 3
BEST = 9


def archive(files: Mapping[str, bytes], *, day: date) -> bytes:
    """The files in their order, all of that day. One called “mimetype” stays as it is: ODF asks for that."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=BEST) as zipped:
        for name, content in files.items():
            entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.external_attr, entry.create_system = READABLE, UNIX
            if name != "mimetype":
                entry.compress_type = ZIP_DEFLATED
            zipped.writestr(entry, content)
    return buffer.getvalue()


def opened(content: bytes) -> dict[str, bytes]:
    """The files of an archive in their order, by name."""
    with ZipFile(io.BytesIO(content)) as zipped:
        return {entry.filename: zipped.read(entry) for entry in zipped.infolist()}
