"""What a release, its pages and its exports cost at 10,000, 100,000 and 1,000,000 responses.

Each size is measured in a process of its own, so that the peak of memory is that of the work itself.
"""

import random
import resource
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from results import exports, releases
from results.web.kept import keep_extract
from survey.domain.accounts import Role
from survey.store import accounts, consultations, demo
from survey.store.answering.closing import close
from survey.store.database import engine_for, session_factory
from tests.bench.site import application, installation, report, settings_in

SIZES = (10_000, 100_000, 1_000_000)
SLUG = "croydon-north-end"
PAGE = f"/consultations/{SLUG}/results/"
EXACT = f"/organise/consultations/{SLUG}/exact/"
REPEATS = 20


def run() -> None:
    """Every figure about results, for every size."""
    for size in SIZES:
        with installation() as settings:
            for part in ("fill", "release", "pages", "export"):
                command = [
                    sys.executable,
                    "-m",
                    "tests.bench.results",
                    part,
                    str(settings.instance),
                    str(size),
                ]
                subprocess.run(command, check=True)


def fill(session, consultation, size: int) -> None:
    """Synthetic responses, and closing."""
    demo.add_responses(session, consultation, number=size, rng=np.random.default_rng(1))
    close(session, consultation, day=consultation.closes_on, text="Closed.", shuffle=random.Random(1).shuffle)
    session.commit()


def release(session, consultation, size: int, folder: Path) -> None:
    """The making of a release, the kept extract included."""
    day = date(2026, 10, 26)
    before = time.process_time()
    made = releases.make(session, consultation, today=day)
    keep_extract(folder, consultation, made.extract)
    releases.publish(session, consultation, on=day, today=day)
    session.commit()
    report("release_cpu_s", time.process_time() - before, "CPU-seconds", size)


def pages(session, consultation, size: int, folder: Path) -> None:
    """The public page when it is first asked for and afterwards; one filter of the organiser's exact view."""
    client = application(settings_in(folder)).test_client()
    client.get("/healthz")
    report("results_cold_cpu_s", spent(lambda: got(client, PAGE), 1), "CPU-seconds a page", size)
    report("results_warm_cpu_s", spent(lambda: got(client, PAGE), REPEATS), "CPU-seconds a page", size)
    client.set_cookie("staff", signed_in(session))
    got(client, EXACT)
    chosen = iter(["very", "fairly", "not-very", "not-at-all"])
    one = spent(lambda: got(client, f"{EXACT}?filter=police-confidence&value={next(chosen)}"), 4)
    report("results_filtered_cpu_s", one, "CPU-seconds a page with every question", size)


def signed_in(session) -> str:
    """The token of an organiser who has signed in."""
    account = accounts.add(session, email="bench", name="Bench", role=Role.ORGANISER, password_hash="-")
    accounts.sign_in(session, account, token="bench", now=datetime.now(UTC).replace(tzinfo=None))
    session.commit()
    return "bench"


def export(session, consultation, size: int) -> None:
    """All responses as CSV, to nowhere."""
    before = time.process_time()
    rows = sum(count for _chunk, count in exports.response_chunks(session, consultation))
    assert rows == size
    report("export_csv_cpu_s", time.process_time() - before, "CPU-seconds", size)
    report(
        "export_csv_peak_mb",
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "MB of the process",
        size,
    )


def got(client, path: str) -> None:
    assert client.get(path).status_code == 200


def spent(work, times: int) -> float:
    before = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - before) / times


def main() -> None:
    part, folder, size = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    engine = engine_for(settings_in(folder).database_url)
    with session_factory(engine)() as session:
        consultation = consultations.find(session, SLUG)
        work = {"fill": fill, "release": release, "pages": pages, "export": export}[part]
        work(session, consultation, size, *([folder] if part in ("release", "pages") else []))


if __name__ == "__main__":
    main()
