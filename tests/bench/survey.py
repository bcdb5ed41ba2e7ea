"""CPU-seconds of the server for one completed survey: 13 requests, 6 of them durable writes."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode

from survey.domain.invitations import Kind
from survey.settings import Settings
from survey.store import consultations, strata
from survey.store.database import engine_for, session_factory
from survey.web.invitations import issuing
from tests.bench.site import (
    PAGES,
    SLUG,
    TODAY,
    TOKEN,
    answers,
    application,
    cpu_seconds,
    installation,
    report,
    server,
)

BASE = f"/consultations/{SLUG}/answer/"
WARM_UP, SURVEYS = 40, 400
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CODES = 40
HIDDEN = re.compile(r'<input type="hidden" name="(csrf_token|_page|_shown)" value="([^"]*)"')
RECEIPT = re.compile(r'id="receipt">([0-9A-Z-]{24})</strong>')
CODE = re.compile(r'id="code">([0-9A-Z-]{14})</strong>')


class Resident:
    """One browser with one kept-alive connection."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie = ""

    def request(self, method: str, path: str, sent: dict | None = None):
        headers = {"Cookie": self.cookie} if self.cookie else {}
        body = urlencode(sent) if sent is not None else None
        self.connection.request(method, path, body, headers | (FORM if sent is not None else {}))
        response = self.connection.getresponse()
        text = response.read().decode()
        given = response.getheader("Set-Cookie")
        if given:
            self.cookie = given.split(";")[0]
        return response.status, response.getheader("Location"), text

    def post(self, path: str, sent: dict) -> str:
        status, location, text = self.request("POST", path, sent)
        assert status == 302, (path, status, text[:2000])
        return location

    def get(self, path: str) -> str:
        status, location, text = self.request("GET", path)
        assert status == 200, (path, status, location)
        return text

    def answer(self, pause: Callable[[], None] = lambda: None, *, code: str = "") -> str:
        """The whole survey, from starting to the receipt, with a pause for reading each page.

        With the `code` of an invitation it is begun with that, and uses it up.
        """
        self.cookie = ""
        invited = (BASE + "return/", {"code": code, "wish": "begin"})
        place = self.post(*(invited if code else (BASE + "start/", {})))
        for page in range(PAGES):
            hidden = dict(HIDDEN.findall(self.get(place)))
            pause()
            place = self.post(place, answers(page) | hidden)
        self.get(place)
        pause()
        token = TOKEN.search(self.get(BASE + "send/")).group(1)
        pause()
        confirmed = self.get(self.post(BASE + "send/", {"csrf_token": token}))
        return RECEIPT.search(confirmed).group(1)

    def come_back(self) -> None:
        """Starts, asks for a code, and opens the answers with it from another browser."""
        self.cookie = ""
        place = self.post(BASE + "start/", {})
        token = TOKEN.search(self.get(BASE + "later/")).group(1)
        _, _, text = self.request("POST", BASE + "later/", {"csrf_token": token})
        self.cookie = ""
        assert self.post(BASE + "return/", {"code": CODE.search(text).group(1)}) == place


def complete(port: int, connections: int, surveys: int) -> None:
    """So many surveys over so many connections at once."""

    def some(number: int) -> None:
        resident = Resident(port)
        for _ in range(number):
            resident.answer()

    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(some, [surveys // connections] * connections))


def run() -> None:
    """survey_cpu_s_c2, survey_cpu_s_c16, survey_invited_cpu_s, and what coming back with a code costs besides."""
    for connections in (2, 16):
        with installation() as settings, server(settings) as (pid, port):
            complete(port, connections, WARM_UP if connections == 2 else 48)
            before = cpu_seconds(pid)
            complete(port, connections, SURVEYS)
            spent = cpu_seconds(pid) - before
            report(f"survey_cpu_s_c{connections}", spent / SURVEYS, "CPU-seconds a survey", SURVEYS)
            if connections == 2:
                _coming_back(pid, port)
                _invited(settings, pid, port)


def _coming_back(pid: int, port: int) -> None:
    resident, before = Resident(port), cpu_seconds(pid)
    for _ in range(CODES):
        resident.come_back()
    report("code_cpu_s", (cpu_seconds(pid) - before) / CODES, "CPU-seconds a code given and typed", CODES)


def _invited(settings: Settings, pid: int, port: int) -> None:
    """Whole surveys, each begun with a printed code, which sending uses up."""
    codes = _issued(settings)
    resident, before = Resident(port), cpu_seconds(pid)
    for code in codes:
        resident.answer(code=code)
    report("survey_invited_cpu_s", (cpu_seconds(pid) - before) / CODES, "CPU-seconds a survey", CODES)


def _issued(settings: Settings) -> list[str]:
    with (
        application(settings).app_context(),
        session_factory(engine_for(settings.database_url))() as session,
    ):
        consultation = consultations.find(session, SLUG)
        stratum = strata.add(session, consultation, name="Homes", kind=Kind.ZONE, household=False, day=TODAY)
        codes = issuing.drawn(CODES)
        issuing.store(session, stratum, codes, seen=0, day=TODAY)
        session.commit()
        return codes
