"""Requests and bytes of the first page of questions, as a browser with an empty cache fetches it."""

import gzip
import re
from http.client import HTTPConnection
from urllib.parse import urljoin

from tests.bench.site import installation, report, server
from tests.bench.survey import Resident

BASE = "/consultations/soho-fixed-cameras/answer/"
RESOURCES = re.compile(r'<(?:link rel="stylesheet" href|script [^>]*src|img [^>]*src)="([^"]+)"')
IMPORTS = re.compile(r'(?:from|import)\s*\(?\s*"(\./[^"]+|/[^"]+)"')


def fetch(port: int, path: str) -> tuple[int, str]:
    """Bytes of the body as sent to a browser that takes gzip, and the text itself."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    assert response.status == 200, (path, response.status)
    packed = response.getheader("Content-Encoding") == "gzip"
    return len(body), (gzip.decompress(body) if packed else body).decode()


def run() -> None:
    """first_page_requests and first_page_kb."""
    with installation() as settings, server(settings) as (_pid, port):
        resident = Resident(port)
        html = resident.get(resident.post(BASE + "start/", {}))
        sizes = {"page": len(html.encode())}
        waiting = [urljoin(BASE, found) for found in RESOURCES.findall(html)]
        while waiting:
            path = waiting.pop()
            if path not in sizes:
                sizes[path], text = fetch(port, path)
                if path.endswith("page.js"):
                    waiting += [urljoin(path, found) for found in IMPORTS.findall(text)]
        report("first_page_requests", len(sizes), "requests", 1)
        report("first_page_kb", sum(sizes.values()) / 1000, "kB", 1)
