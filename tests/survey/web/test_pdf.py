"""The process that makes PDFs: it fetches nothing, is told no secret, and has only so long."""

import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pypdf
import pytest

from survey.web import pdf
from tests import databases

PAGE = '<!DOCTYPE html><html lang="en"><head><title>A page</title>{head}</head><body><h1>A page</h1>{body}</body></html>'


@pytest.fixture
def styles(tmp_path):
    path = tmp_path / "styles.css"
    path.write_text("@page { size: A4 }", encoding="utf-8")
    return path


@pytest.fixture
def _can_run():
    if not pdf.available():
        databases.unavailable("no PDF: WeasyPrint or a library of the system that it needs is not installed")


@pytest.fixture
def asked_for():
    """The address of a server on this machine, and what was asked of it."""
    paths = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_arguments):
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)


@pytest.mark.usefixtures("_can_run")
def test_nothing_is_fetched_from_the_network_or_the_disk(asked_for, styles, tmp_path):
    address, paths = asked_for
    secret = tmp_path / "secret.svg"
    secret.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><text y="20">canary</text></svg>', encoding="utf-8"
    )
    html = PAGE.format(
        head=f'<link rel="stylesheet" href="{address}/a.css"><link rel="stylesheet" href="{styles.as_uri()}">',
        body=f'<img src="{address}/b.png" alt="b"><img src="{secret.as_uri()}" alt="c">'
        f'<object data="{address}/d.svg"></object>',
    )
    text = pypdf.PdfReader(io.BytesIO(pdf.make_pdf(html, styles=styles))).pages[0].extract_text()
    assert "A page" in text
    assert "canary" not in text
    assert paths == []


@pytest.mark.usefixtures("_can_run")
def test_a_picture_that_is_part_of_the_page_is_drawn(styles):
    svg = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='90' height='30'%3E%3Ctext y='20'%3Einside%3C/text%3E%3C/svg%3E"
    made = pdf.make_pdf(PAGE.format(head="", body=f'<img alt="x" src="{svg}">'), styles=styles)
    assert "inside" in pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()


@pytest.mark.usefixtures("_can_run")
def test_a_letter_that_no_font_has_is_told_where_every_letter_is_wanted(styles):
    whole, lacking = (PAGE.format(head="", body=f"<p>{text}</p>") for text in ("Zażółć", "a \U0010fffd b"))
    assert pdf.make_pdf(whole, styles=styles, every_letter=True).startswith(b"%PDF")
    assert pdf.make_pdf(lacking, styles=styles).startswith(b"%PDF")
    with pytest.raises(pdf.LettersMissing):
        pdf.make_pdf(lacking, styles=styles, every_letter=True)


def test_the_process_is_told_no_secret(monkeypatch):
    given = {}

    def run(_command, **options):
        given.update(options)
        raise OSError

    monkeypatch.setenv("LAMPPOST_SECRET_KEY", "canary")
    monkeypatch.setattr(pdf.subprocess, "run", run)
    with pytest.raises(pdf.PdfError):
        pdf.make_pdf("page", styles=pdf.ROOT)
    assert "PATH" in given["env"]
    assert "canary" not in str(given)
    assert given["timeout"] == 30


@pytest.mark.parametrize(
    "worker",
    [
        ("-c", "import time; time.sleep(60)"),  # takes too long
        ("-c", "raise SystemExit(1)"),  # cannot be imported
        ("-c", "import resource; bytearray(1 << 62)"),  # wants more memory than there is
    ],
)
def test_a_process_that_fails_gives_no_pdf(monkeypatch, worker, styles, caplog):
    monkeypatch.setattr(pdf, "WORKER", (pdf.sys.executable, *worker))
    monkeypatch.setattr(pdf, "SECONDS", 1)
    with pytest.raises(pdf.PdfError):
        pdf.make_pdf("<p>canary</p>", styles=styles)
    assert "No PDF was made" in caplog.text
    assert "canary" not in caplog.text


def test_whether_pdfs_can_be_made_is_found_out_without_importing(monkeypatch):
    pdf.available.cache_clear()
    monkeypatch.setattr(pdf, "find_spec", lambda _name: None)
    assert not pdf.available()
    pdf.available.cache_clear()
    monkeypatch.undo()
    # The package is there, a library of the system is not.
    monkeypatch.setattr(pdf, "WORKER", (pdf.sys.executable, "-c", "raise OSError"))
    assert not pdf.available()
    pdf.available.cache_clear()
    assert "weasyprint" not in pdf.sys.modules
