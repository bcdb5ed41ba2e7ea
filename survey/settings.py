"""Settings: one frozen object read from the environment. A weak or missing secret stops the start.

docs/settings.md explains each; a test compares the two.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile

SHORTEST_SECRET = 32
# A name, and two identifiers of 36 characters each.
SHORTEST_NOTIFY_KEY = 74
ROOT = Path(__file__).resolve().parent.parent
STARTTLS, TLS, NO_TLS = "starttls", "tls", "none"
SITE = re.compile(r"https://[a-z0-9.-]+(:\d{1,5})?|http://(localhost|127\.0\.0\.1)(:\d{1,5})?")
USUAL_PORTS = {STARTTLS: "587", TLS: "465", NO_TLS: "25"}


class SettingsError(ValueError):
    """A setting that cannot be used, in words that say what to do."""


@dataclass(frozen=True)
class MailSettings:
    """How mails are sent. Without a host they are written to files instead."""

    host: str = ""
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    tls: str = STARTTLS
    sender: str = "Lamppost <lamppost@localhost>"


@dataclass(frozen=True)
class NotifySettings:
    """GOV.UK Notify, for councils that send invitations through it. Without a key nothing is offered."""

    key: str = field(default="", repr=False)
    url: str = "https://api.notifications.service.gov.uk"
    letter: str = ""
    email: str = ""


@dataclass(frozen=True)
class Settings:
    """What an installation may choose."""

    database_url: str
    secret_key: str
    instance: Path
    base_url: str = "http://127.0.0.1:8000"
    port: int = 8000
    proxies: int = 0
    council: str = "Lamppost demonstration council"
    embed_on: tuple[str, ...] = ()
    mail: MailSettings = MailSettings()
    notify: NotifySettings = NotifySettings()

    @property
    def secure(self) -> bool:
        """Whether the site is reached over HTTPS, so that cookies may insist on it."""
        return self.base_url.startswith("https://")


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Reads the settings. Raises SettingsError with what to do where one cannot be used."""
    instance = Path(environment.get("LAMPPOST_INSTANCE", ROOT / "instance")).resolve()
    # Only the owner may look into the folder that holds the database.
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    port = _port(environment.get("PORT", "8000"))
    return Settings(
        database_url=environment.get("LAMPPOST_DATABASE_URL") or f"sqlite:///{instance / 'lamppost.sqlite'}",
        secret_key=_secret(environment, instance),
        instance=instance,
        base_url=environment.get("LAMPPOST_BASE_URL", f"http://127.0.0.1:{port}").rstrip("/"),
        port=port,
        proxies=_proxies(environment.get("LAMPPOST_PROXIES") or "0"),
        council=environment.get("LAMPPOST_COUNCIL", Settings.council),
        embed_on=_sites(environment.get("LAMPPOST_EMBED_ON", "")),
        mail=_mail(environment),
        notify=_notify(environment),
    )


def _port(text: str, name: str = "PORT", example: str = "8000") -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):  # noqa: PLR2004 - the highest port there is
        raise SettingsError(f"{name} is “{text}”. Set it to a number from 1 to 65535, such as {example}.")
    return int(text)


def _proxies(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 1):
        raise SettingsError(f"LAMPPOST_PROXIES is “{text}”. Set it to how many proxies there are, such as 1.")
    return int(text)


def _sites(text: str) -> tuple[str, ...]:
    """Sites by scheme and host: anything more would be another directive of the policy that names them."""
    sites = tuple(text.split())
    for site in sites:
        if not SITE.fullmatch(site):
            raise SettingsError(
                f"LAMPPOST_EMBED_ON has “{site}”. Give sites with a space between them, each as its scheme "
                "and host alone, such as: https://www.council.example"
            )
    return sites


def _mail(environment: Mapping[str, str]) -> MailSettings:
    host = environment.get("LAMPPOST_MAIL_HOST", "").strip()
    tls = environment.get("LAMPPOST_MAIL_TLS") or STARTTLS
    if tls not in USUAL_PORTS:
        raise SettingsError(f"LAMPPOST_MAIL_TLS is “{tls}”. Set it to starttls, tls or none.")
    sender = environment.get("LAMPPOST_MAIL_FROM") or ("" if host else MailSettings.sender)
    if "@" not in sender or not sender.isprintable():
        raise SettingsError(
            "LAMPPOST_MAIL_FROM is missing or no address. Set it to the address that mails come from, "
            "such as: Council consultations <consultations@council.example>"
        )
    return MailSettings(
        host=host,
        port=_port(environment.get("LAMPPOST_MAIL_PORT") or USUAL_PORTS[tls], "LAMPPOST_MAIL_PORT", "587"),
        user=environment.get("LAMPPOST_MAIL_USER", ""),
        password=environment.get("LAMPPOST_MAIL_PASSWORD", ""),
        tls=tls,
        sender=sender,
    )


def _notify(environment: Mapping[str, str]) -> NotifySettings:
    settings = NotifySettings(
        key=environment.get("LAMPPOST_NOTIFY_KEY", "").strip(),
        url=environment.get("LAMPPOST_NOTIFY_URL") or NotifySettings.url,
        letter=environment.get("LAMPPOST_NOTIFY_LETTER", "").strip(),
        email=environment.get("LAMPPOST_NOTIFY_EMAIL", "").strip(),
    )
    if settings.key and len(settings.key) < SHORTEST_NOTIFY_KEY:
        raise SettingsError(
            "LAMPPOST_NOTIFY_KEY is not an API key of GOV.UK Notify. Copy the whole key: its name, the "
            "number of the service and the secret, joined by hyphens."
        )
    return settings


def _secret(environment: Mapping[str, str], instance: Path) -> str:
    given = environment.get("LAMPPOST_SECRET_KEY")
    if given is None and not environment.get("LAMPPOST_DATABASE_URL"):
        given = _kept_secret(instance / "secret-key")
    if given is None or len(given) < SHORTEST_SECRET or len(set(given)) < SHORTEST_SECRET // 4:
        raise SettingsError(
            "LAMPPOST_SECRET_KEY is missing or weak. Set it to 32 random characters or more, "
            'for example from: python3 -c "import secrets; print(secrets.token_hex(32))"'
        )
    return given


def _kept_secret(path: Path) -> str:
    """The embedded default's secret: made at first start, kept where only the owner can read it."""
    if not path.exists():
        # Written in full before it has its name: of several processes that start at once, all read the same.
        with NamedTemporaryFile("w", encoding="ascii", dir=path.parent) as file:
            file.write(secrets.token_hex(32))
            file.flush()
            with suppress(FileExistsError):
                path.hardlink_to(file.name)
    return path.read_text(encoding="ascii")
