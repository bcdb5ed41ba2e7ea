"""Settings: one frozen object read from the environment. A weak or missing secret stops the start.

docs/settings.md explains each; a test compares the two.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

SHORTEST_SECRET = 32
ROOT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """A setting that cannot be used, in words that say what to do."""


@dataclass(frozen=True)
class Settings:
    """What an installation may choose."""

    database_url: str
    secret_key: str
    instance: Path
    base_url: str = "http://127.0.0.1:8000"
    port: int = 8000
    council: str = "Lamppost demonstration council"

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
        council=environment.get("LAMPPOST_COUNCIL", Settings.council),
    )


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:  # noqa: PLR2004 - the highest port there is
        raise SettingsError(f"PORT is “{text}”. Set it to a number from 1 to 65535, such as 8000.")
    return int(text)


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
