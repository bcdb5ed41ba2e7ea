"""CPU-seconds of the server for one completed survey: 13 requests, 6 of them durable writes."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.bench.site import PAGES, SLUG, TOKEN, answers, cpu_seconds, installation, report, server

BASE = f"/consultations/{SLUG}/answer/"
WARM_UP, SURVEYS = 40, 400
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


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

    def answer(self) -> None:
        """The whole survey, from starting to the receipt."""
        self.cookie = ""
        place = self.post(BASE + "start/", {})
        for page in range(PAGES):
            token = TOKEN.search(self.get(place)).group(1)
            place = self.post(place, answers(page) | {"csrf_token": token})
        self.get(place)
        token = TOKEN.search(self.get(BASE + "send/")).group(1)
        assert "receipt" in self.get(self.post(BASE + "send/", {"csrf_token": token}))


def complete(port: int, connections: int, surveys: int) -> None:
    """So many surveys over so many connections at once."""

    def some(number: int) -> None:
        resident = Resident(port)
        for _ in range(number):
            resident.answer()

    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(some, [surveys // connections] * connections))


def run() -> None:
    """survey_cpu_s_c2 and survey_cpu_s_c16."""
    for connections in (2, 16):
        with installation() as settings, server(settings) as (pid, port):
            complete(port, connections, WARM_UP if connections == 2 else 48)
            before = cpu_seconds(pid)
            complete(port, connections, SURVEYS)
            spent = cpu_seconds(pid) - before
            report(f"survey_cpu_s_c{connections}", spent / SURVEYS, "CPU-seconds a survey", SURVEYS)
