"""1,000 residents at once for a minute: no error, and no response lost or doubled, on either database.

Each begins at a moment of the first 20 seconds and answers for about half a minute, with pauses; one in ten
clicks twice on sending.
"""

import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from survey.settings import Settings
from survey.store import consultations
from survey.store.answering import responses
from survey.store.answering.responses import InboxResponse, Response
from survey.store.database import engine_for, session_factory
from tests import databases
from tests.bench.site import DATABASE, SLUG, cpu_seconds, installation, report, server
from tests.bench.survey import BASE, Resident

RESIDENTS = 1000
COMING, PAUSE = 20.0, (1.5, 4.0)


class Crowd:
    """Everybody who answers, and what became of it."""

    def __init__(self, port: int) -> None:
        self.port, self.receipts, self.errors, self.slowest = port, [], [], 0.0

    def one(self, number: int) -> None:
        chance = random.Random(number)
        time.sleep(chance.uniform(0, COMING))
        resident = Resident(self.port)
        request = resident.request

        def timed(method, path, sent=None):
            before = time.monotonic()
            answer = request(method, path, sent)
            self.slowest = max(self.slowest, time.monotonic() - before)
            if path == BASE + "send/" and method == "POST" and number % 10 == 0:
                request(method, path, sent)  # a second click
            return answer

        resident.request = timed
        try:
            self.receipts.append(resident.answer(lambda: time.sleep(chance.uniform(*PAUSE))))
        except Exception as error:  # noqa: BLE001 - whatever it was, it is an error of the run
            self.errors.append(repr(error)[:300])

    def come(self) -> None:
        threading.stack_size(256 * 1024)
        threads = [threading.Thread(target=self.one, args=(number,)) for number in range(RESIDENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


@contextmanager
def _site(kind: str) -> Iterator[Settings]:
    if kind == "sqlite":
        with installation() as settings:
            yield settings
        return
    with databases.migrated_postgres() as engine:
        os.environ[DATABASE] = databases.url_of(engine)
        try:
            with installation() as settings:
                yield settings
        finally:
            del os.environ[DATABASE]


def run() -> None:
    """load_errors_*, load_lost_*, load_slowest_s_* and load_cpu_s_* for each database."""
    for kind in ("sqlite", "postgres"):
        with _site(kind) as settings:
            with server(settings) as (pid, port):
                crowd, before, began = Crowd(port), cpu_seconds(pid), time.monotonic()
                crowd.come()
                spent, seconds = cpu_seconds(pid) - before, time.monotonic() - began
            _report(kind, settings, crowd, spent=spent, seconds=seconds)


def _report(kind: str, settings: Settings, crowd: Crowd, *, spent: float, seconds: float) -> None:
    engine = engine_for(settings.database_url)
    with session_factory(engine)() as session:
        number = consultations.find(session, SLUG).id
        stored = responses.count(session, number)
        receipts = responses.count_receipts(session, number)
        ids = sum(session.scalar(select(func.count(table.id.distinct()))) for table in (InboxResponse, Response))
    engine.dispose()
    for error in crowd.errors[:3]:
        print(error, flush=True)
    wrong = abs(stored - len(crowd.receipts)) + abs(receipts - stored) + abs(ids - stored)
    wrong += len(crowd.receipts) - len(set(crowd.receipts))
    report(f"load_errors_{kind}", len(crowd.errors), "errors", RESIDENTS)
    report(f"load_lost_or_doubled_{kind}", wrong, "responses", stored)
    report(f"load_slowest_s_{kind}", crowd.slowest, "seconds, the slowest request", RESIDENTS)
    report(f"load_cpu_s_{kind}", spent / RESIDENTS, "CPU-seconds a survey", RESIDENTS)
    report(f"load_s_{kind}", seconds, "seconds, the whole run", RESIDENTS)
