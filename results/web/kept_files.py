"""Files of a release on disk: a cache that can be deleted at any time and is made again when asked for."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from time import monotonic

from survey.web.pdf import PdfError

FOLDER = "files"
# To be raised whenever a file of the same release would look different.
LAYOUT = 1
_MARK = 16
# One at a time, because a pack costs seconds. Whoever waited would keep a thread from those who answer.
_MAKING = Lock()
# When each file last failed, in seconds of the clock, and for how many seconds nobody tries it again.
_FAILED: dict[Path, float] = {}
PAUSE = 600.0

logger = logging.getLogger(__name__)


class BeingMade(RuntimeError):
    """A file is being made just now, which may be another one: to be asked for again in a while."""


def mark_of(depends_on: object) -> str:
    """A short mark that differs where anything differs that a file or a page is made of."""
    return hashlib.sha256(repr((LAYOUT, depends_on)).encode()).hexdigest()[:_MARK]


@dataclass(frozen=True)
class Name:
    """What a kept file is called: whose it is, its name, and what its content depends on besides."""

    release: str
    stem: str
    ending: str
    depends_on: object = ()

    def path(self, instance: Path) -> Path:
        return instance / FOLDER / self.release / f"{self.stem}.{mark_of(self.depends_on)}.{self.ending}"


def kept_file(
    instance: Path, name: Name, make: Callable[[], bytes], *, clock: Callable[[], float] = monotonic
) -> bytes:
    """The file as it was made before, or is made now.

    Raises BeingMade at once while a file is being made, and PdfError where `make` raises it or did so in the
    last ten minutes. `clock` tells seconds, from any moment on.
    """
    path = name.path(instance)
    found = _read(path)
    if found is not None:
        return found
    failed = _FAILED.get(path)
    if failed is not None and clock() - failed < PAUSE:
        raise PdfError("it failed a while ago")
    if not _MAKING.acquire(blocking=False):
        raise BeingMade
    try:
        # Whoever held the lock until now may have made this very one.
        found = _read(path)
        return _made(path, name, make, clock) if found is None else found
    finally:
        _MAKING.release()


def _made(path: Path, name: Name, make: Callable[[], bytes], clock: Callable[[], float]) -> bytes:
    try:
        content = make()
    except PdfError:
        _FAILED[path] = clock()
        raise
    _FAILED.pop(path, None)
    _keep(path, content, name)
    return content


def _read(path: Path) -> bytes | None:
    """The file, if it is there and can be read: what cannot is made again."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _keep(path: Path, content: bytes, name: Name) -> None:
    """Writes the whole file or nothing, and deletes what it takes the place of."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, content)
    except OSError as error:
        # Without room on the disk the file is sent all the same, and made again the next time.
        logger.warning("A file of a release was not kept: %s", type(error).__name__)
        return
    for old in path.parent.glob(f"{name.stem}.*.{name.ending}"):
        if old != path:
            with suppress(OSError):
                old.unlink()


def _write(path: Path, content: bytes) -> None:
    """Through a file beside it, of which nothing is left whatever happens."""
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        part = Path(file.name)
        try:
            part.write_bytes(content)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
