"""What an extract, a release, its pages and its exports cost at 10,000, 100,000 and 1,000,000 responses.

Each part is measured in a process of its own, so that the peak of memory is that of the work itself. Beside a
figure stands how many times as long it took as reading its bytes once from memory: no way of counting is
quicker than that.
"""

import gc
import random
import re
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import numpy as np

from results import exports, releases
from results.web import kept
from survey.domain.accounts import Role
from survey.store import accounts, consultations, demo
from survey.store.answering import days
from survey.store.answering.closing import close
from survey.store.database import engine_for, session_factory
from survey.store.questionnaires.versions import frozen
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
            for part in ("fill", "extract", "release", "pages", "export"):
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


def extract(session, consultation, size: int, folder: Path) -> None:
    """A full extract, then one day of middling size again, as another process finds it."""
    # From here on: the peak so far is that of whoever started this process.
    Path("/proc/self/clear_refs").write_text("5")
    held, before = peak(), time.process_time()
    made = kept.keep_extract(session, folder, consultation, full=True).kept
    spent_on_all, more = time.process_time() - before, peak() - held
    assert made.extract.respondents == size
    report("extract_full_cpu_s", spent_on_all, "CPU-seconds", size)
    # Read once from the database and written once.
    bound("extract_full", spent_on_all, 2 * size * len(made.extract.codebook), size)
    report("extract_full_peak_mb", more, "MB more than the process held before", size)
    in_order = sorted(made.days, key=lambda one: one.responses)
    chosen = in_order[len(in_order) // 2]
    days.changed(session, consultation.id, [chosen.day])
    kept._OPEN.clear()
    before = time.process_time()
    assert kept.keep_extract(session, folder, consultation).read == (chosen.day,)
    spent_on_one = time.process_time() - before
    report("extract_day_cpu_s", spent_on_one, "CPU-seconds for one changed day", chosen.responses)
    bound("extract_day", spent_on_one, 2 * chosen.responses * len(made.extract.codebook), chosen.responses)
    session.commit()


def release(session, consultation, size: int, folder: Path) -> None:
    """The making of a release; what is kept for the exact view is brought up to date besides."""
    day, version = date(2026, 10, 26), frozen(session, consultation.version_id)
    before = time.process_time()
    releases.make(session, consultation, today=day)
    took = time.process_time() - before
    releases.publish(session, consultation, on=day, today=day)
    kept.keep_extract(session, folder, consultation)
    session.commit()
    report("release_cpu_s", took, "CPU-seconds", size)
    bound("release", took, size * (version.opinion.width + version.equality.width), size)


def bound(figure: str, seconds: float, read: int, n: int) -> None:
    """How many times as long as reading so many bytes from memory."""
    least = read / bandwidth()
    report(f"{figure}_over_memory", seconds / least, f"times reading {read / 1e6:.3g} MB from memory", n)


@cache
def bandwidth() -> float:
    """Bytes a second that one core reads from memory: the best of some sums over more than any cache holds."""
    content = np.ones(1 << 26, np.uint64)
    return content.nbytes / min(spent(content.sum, 1) for _ in range(5))


def peak() -> float:
    """The most megabytes that this process held so far."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) / 1024


def pages(session, consultation, size: int, folder: Path) -> None:
    """The public page when it is first asked for and afterwards; one filter of the organiser's exact view."""
    client = application(settings_in(folder)).test_client()
    client.get("/healthz")
    report("results_cold_cpu_s", spent(lambda: got(client, PAGE), 1), "CPU-seconds a page", size)
    report("results_warm_cpu_s", spent(lambda: got(client, PAGE), REPEATS), "CPU-seconds a page", size)
    client.set_cookie("staff", signed_in(session))
    got(client, EXACT)
    chosen = iter(["very", "fairly", "not-very", "not-at-all"])
    one = spent(lambda: got(client, f"{EXACT}?only=police-confidence.{next(chosen)}"), 4)
    report("results_filtered_cpu_s", one, "CPU-seconds a page with every question", size)
    columns = len(kept.kept_extract(session, folder, consultation).extract.codebook)
    bound("results_filtered", one, size * columns, size)
    several = f"{EXACT}?only=channel.web&only=police-confidence.very&only=purposes.missing.~not-answered"
    several += "&from=2026-09-05&to=2026-10-05"
    got(client, several)
    report(
        "results_filters_cpu_s",
        spent(lambda: got(client, several), 4),
        "CPU-seconds a page with every question, three filters and days",
        size,
    )


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
    report("export_csv_peak_mb", peak(), "MB of the process", size)


def got(client, path: str) -> None:
    assert client.get(path).status_code == 200


def spent(work, times: int) -> float:
    # What was made before is tidied up before, so that its price falls on no figure by chance.
    gc.collect()
    before = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - before) / times


def main() -> None:
    part, folder, size = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    engine = engine_for(settings_in(folder).database_url)
    with session_factory(engine)() as session:
        consultation = consultations.find(session, SLUG)
        work = {"fill": fill, "extract": extract, "release": release, "pages": pages, "export": export}[part]
        work(session, consultation, size, *([folder] if part in ("extract", "release", "pages") else []))


if __name__ == "__main__":
    main()
