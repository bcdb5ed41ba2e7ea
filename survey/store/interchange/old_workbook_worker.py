"""A process of its own that reads one old workbook: .xls on its input, the cells as JSON on its output.

python -m survey.store.interchange.old_workbook_worker <form.xls >cells.json
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress

from survey.domain.interchange.result import Refused
from survey.domain.interchange.xlsform.sheets import as_text
from survey.store.interchange.calamine import cells_of

try:
    import resource
except ImportError:  # Windows has no such limits; the time is limited from outside.
    resource = None  # type: ignore[assignment] # the module, or nothing

LARGEST_MEMORY = 800 * 1024**2
SECONDS = 8


def _limit() -> None:
    """Ends this process, not the machine, when a file is too much. Some systems have no such limits."""
    if resource is not None:
        for kind, limit in ((resource.RLIMIT_AS, LARGEST_MEMORY), (resource.RLIMIT_CPU, SECONDS)):
            with suppress(ValueError, OSError):
                resource.setrlimit(kind, (limit, limit))


def main() -> None:
    """Reads the workbook on the standard input."""
    _limit()
    try:
        sheets = cells_of(sys.stdin.buffer.read())
    except Refused as refused:
        json.dump({"refused": str(refused)}, sys.stdout)
        return
    texts = [(sheet.name, [[as_text(cell) for cell in row] for row in sheet.rows]) for sheet in sheets]
    json.dump({"sheets": texts}, sys.stdout)


if __name__ == "__main__":
    main()
