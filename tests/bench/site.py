"""A site to measure: an installation in a temporary folder, and a server of its own process in front of it."""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path

from survey.domain.questionnaires.definition import load
from survey.settings import Settings
from survey.store import consultations, demo
from survey.store.consultations import Consultation
from survey.store.database import engine_for, session_factory, upgrade
from survey.store.deployments import register
from survey.store.questionnaires.versions import freeze
from wsgi import create_app

SECRET = "a secret of the benchmark, and of nothing else 0123456789"
SLUG = "bench"
# Names another database than a file of SQLite.
DATABASE = "LAMPPOST_BENCH_DATABASE"
TODAY = datetime.now(UTC).date()
PAGES, QUESTIONS_A_PAGE = 4, 3
WORKERS = 2
TICKS = os.sysconf("SC_CLK_TCK")
TOKEN = re.compile(r'name="csrf_token" value="([0-9a-f]+)"')


def report(figure: str, value: float, unit: str, n: int) -> None:
    """One figure, one line."""
    rounded = round(value, 5) if value < 10 else round(value, 1)
    print(json.dumps({"figure": figure, "value": rounded, "unit": unit, "n": n}), flush=True)


def settings_in(folder: Path) -> Settings:
    """The settings of the measured installation."""
    url = os.environ.get(DATABASE, f"sqlite:///{folder / 'bench.sqlite'}")
    return Settings(database_url=url, secret_key=SECRET, instance=folder)


@contextmanager
def installation() -> Iterator[Settings]:
    """An installation with the demonstration's register and consultations, and no responses."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_in(Path(folder))
        engine = engine_for(settings.database_url)
        upgrade(engine)
        with session_factory(engine)() as session:
            demo.load_register(session)
            demo.load_consultations(session, today=TODAY, random_bytes=os.urandom)
            _add_survey(session)
            session.commit()
        engine.dispose()
        yield settings


def _add_survey(session) -> None:
    """A survey of four pages with three questions each, open today."""
    deployment = register.find(session, "soho-and-west-end")
    consultation = Consultation(
        slug=SLUG, title="Bench", summary="Bench", council="Bench", deployment_id=deployment.id,
        deployment_revision=1, facts=[], rules={}, illustrative=True, synthetic=True,
    )  # fmt: skip
    consultations.add(session, consultation, offset_secret=os.urandom(32))
    consultation.version_id = freeze(session, consultation.id, load(definition())).id
    consultation.opens_on, consultation.closes_on = TODAY, TODAY + timedelta(days=30)


def definition() -> dict:
    """Twelve questions of the usual kinds: nine choices of five, two of many, one text."""
    kinds = ["single_choice"] * 9 + ["multiple_choice"] * 2 + ["long_text"]
    pages = []
    for page in range(PAGES):
        codes = range(page * QUESTIONS_A_PAGE, (page + 1) * QUESTIONS_A_PAGE)
        pages.append(
            {
                "code": f"page-{page}",
                "title": f"Page {page}",
                "questions": [_question(kinds[c], c) for c in codes],
            }
        )
    section = {"code": "all", "title": "All", "pages": pages}
    return {
        "format": "lamppost-questionnaire",
        "format_version": 1,
        "code": "bench",
        "title": "Bench",
        "sections": [section],
    }


def _question(kind: str, number: int) -> dict:
    question = {"code": f"q{number}", "type": kind, "text": f"What do you say to question {number}?"}
    if kind != "long_text":
        question["options"] = [{"code": code, "label": f"Answer {code} to this question"} for code in "abcde"]
    return question


def answers(page: int) -> dict[str, str]:
    """What a resident answers on a page."""
    codes = range(page * QUESTIONS_A_PAGE, (page + 1) * QUESTIONS_A_PAGE)
    return {
        f"q{c}": "Because of what I said before." if c == PAGES * QUESTIONS_A_PAGE - 1 else "b" for c in codes
    }


@contextmanager
def server(settings: Settings) -> Iterator[tuple[int, int]]:
    """The server for production, in processes of its own: the id of the first, and the port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--bind", f"127.0.0.1:{port}"]
    command += ["--log-level", "warning", "tests.bench.serve:measured()"]
    process = subprocess.Popen(command, env=os.environ | {"LAMPPOST_BENCH": str(settings.instance)})
    try:
        wait_until_ready(port)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def wait_until_ready(port: int) -> None:
    """Asks until the server answers."""
    for _ in range(200):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")


def cpu_seconds(pid: int) -> float:
    """User and system time so far of a process and of the processes that it started."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    own = sum(int(field) for field in fields[11:13]) / TICKS
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(cpu_seconds(int(child)) for child in children)


def application(settings: Settings):
    """The application in this process."""
    return create_app(settings)
