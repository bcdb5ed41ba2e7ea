"""GOV.UK Notify, played by a server on this machine: what it is sent, and what is kept of what it answers."""

import json
import logging
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from survey import notify
from survey.settings import NotifySettings, SettingsError, from_environment

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"council-{SERVICE}-{SECRET}"
ADDRESS = ("Ms Canary", "1 Canary Street", "E14 1AA")
TEXTS = {"code": "K7QF-2M9X-WD4T", "council": "Borsetshire"}


class Notify(HTTPServer):
    """Takes what it is sent; answers as `status` says, and repeats what it was given, as the real one may."""

    def __init__(self):
        self.asked, self.status = [], 201
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def settings(self):
        return NotifySettings(key=KEY, url=f"http://127.0.0.1:{self.server_port}", letter="a-letter", email="an-email")


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append((self.path, self.headers["Authorization"], json.loads(body)))
        status = self.server.status(len(self.server.asked)) if callable(self.server.status) else self.server.status
        said = json.dumps({"id": "1"} if status == 201 else {"errors": [{"message": f"not this: {body}"}]}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_arguments):
        """Nothing."""


@pytest.fixture
def stand_in():
    """A server that plays GOV.UK Notify."""
    server = Notify()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)


def test_a_letter_goes_with_its_address_line_by_line(stand_in):
    notify.sender(stand_in.settings, notify.LETTER)(ADDRESS, TEXTS)
    (path, token, body), = stand_in.asked
    assert path == "/v2/notifications/letter"
    assert token.startswith("Bearer ")
    assert SECRET not in token
    lines = {f"address_line_{number}": line for number, line in enumerate(ADDRESS, start=1)}
    assert body == {"template_id": "a-letter", "personalisation": {**TEXTS, **lines}}


def test_an_email_goes_to_its_address(stand_in):
    notify.sender(stand_in.settings, notify.EMAIL)(("ann@example.org",), TEXTS)
    (path, _token, body), = stand_in.asked
    assert path == "/v2/notifications/email"
    assert body == {"email_address": "ann@example.org", "template_id": "an-email", "personalisation": TEXTS}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, notify.Refused),  # this address is no address
        (401, notify.Unreachable),  # the key is wrong, so all others would be refused too
        (403, notify.Unreachable),
        (429, notify.Unreachable),  # too much today
        (503, notify.Unreachable),
    ],
)
def test_what_it_answers_is_told_by_its_number_and_logged_by_nobody(stand_in, caplog, status, kind):
    caplog.set_level(logging.DEBUG)
    stand_in.status = status
    with pytest.raises(kind, match=str(status)) as raised:
        notify.sender(stand_in.settings, notify.LETTER)(ADDRESS, TEXTS)
    for canary in (*ADDRESS, TEXTS["code"], SECRET):
        assert canary not in caplog.text
        assert canary not in str(raised.value)


def test_nobody_answering_is_nobodys_fault(stand_in):
    stand_in.server_close()
    with pytest.raises(notify.Unreachable):
        notify.sender(stand_in.settings, notify.LETTER)(ADDRESS, TEXTS)


def test_what_is_offered_follows_from_the_settings_and_what_is_installed(monkeypatch):
    full = NotifySettings(key=KEY, letter="a", email="b")
    assert notify.ways(full) == ("letter", "email")
    assert notify.ways(replace(full, email="")) == ("letter",)
    assert notify.ways(replace(full, key="")) == ()
    monkeypatch.setattr(notify, "find_spec", lambda _name: None)
    assert notify.ways(full) == ()


def test_the_settings_are_read_and_half_a_key_stops_the_start(tmp_path):
    given = {"LAMPPOST_INSTANCE": str(tmp_path), "LAMPPOST_NOTIFY_KEY": KEY, "LAMPPOST_NOTIFY_LETTER": "a"}
    settings = from_environment(given)
    assert settings.notify == NotifySettings(key=KEY, letter="a")
    assert SECRET not in str(settings)
    with pytest.raises(SettingsError, match="LAMPPOST_NOTIFY_KEY"):
        from_environment(given | {"LAMPPOST_NOTIFY_KEY": SECRET})
