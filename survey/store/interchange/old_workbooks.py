"""Old workbooks (.xls), read by a process of its own with little memory and little time.

A few changed bytes in such a file can make any reader of it ask for gigabytes, and that ends a process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from survey.domain.interchange.result import Refused
from survey.domain.interchange.xlsform.sheets import Sheet
from survey.domain.wording import say
from survey.store.interchange.calamine import REFUSALS

ROOT = Path(__file__).resolve().parent.parent.parent.parent
WORKER = (sys.executable, "-m", "survey.store.interchange.old_workbook_worker")
SECONDS = 10
PASSED_ON = ("PATH", "LANG", "LD_LIBRARY_PATH", "SYSTEMROOT")
BROKEN = say(
    "The old workbook (.xls) cannot be read: it is damaged. Open it, save it as .xlsx, and try that."
)


def old_sheets_in(data: bytes) -> list[Sheet]:
    """The sheets with their cells. Raises Refused."""
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; the file comes by its input
            WORKER, input=data, capture_output=True, check=True, timeout=SECONDS, cwd=ROOT, env=environment
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise Refused(BROKEN) from error
    if "refused" in answer:
        # The other process knows only the text.
        raise Refused(next((words for words in REFUSALS if words == answer["refused"]), BROKEN))
    return [Sheet(name, rows) for name, rows in answer["sheets"]]
