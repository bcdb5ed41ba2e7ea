"""GOV.UK Notify: sends an invitation as a letter or an email. What it says on a failure names nobody.

Its client comes with the extra `notify`. What Notify answers may repeat what it was given, and the client
logs it. So its log is silenced, and of an answer only the number is kept.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from survey.settings import NotifySettings

LETTER, EMAIL = "letter", "email"
CLIENT = "notifications_python_client"
PATIENCE = 20
# The key is wrong, the template is gone, too much was asked for, or nobody answered: not the recipient.
_NOT_ITS_FAULT = frozenset({401, 403, 404, 429, 500, 503})

# Takes a recipient (the lines of an address, or one email address) and what fills the template.
Send = Callable[[tuple[str, ...], Mapping[str, str]], None]


class Refused(Exception):
    """GOV.UK Notify did not take this one. The message says why, without what was sent."""


class Unreachable(Exception):
    """GOV.UK Notify cannot be used at the moment. No recipient is to blame."""


def ways(settings: NotifySettings) -> tuple[str, ...]:
    """By what invitations can be sent here: "letter", "email", both or neither."""
    if not settings.key or find_spec(CLIENT) is None:
        return ()
    templates = {LETTER: settings.letter, EMAIL: settings.email}
    return tuple(way for way, template in templates.items() if template)


def sender(settings: NotifySettings, way: str) -> Send:
    """What sends one invitation by that way. Raises Refused or Unreachable."""
    for name in (CLIENT, f"{CLIENT}.base", f"{CLIENT}.notifications"):
        logging.getLogger(name).disabled = True
    client = import_module(f"{CLIENT}.notifications").NotificationsAPIClient(
        settings.key, base_url=settings.url, timeout=PATIENCE
    )
    failures: type[Exception] = import_module(f"{CLIENT}.errors").APIError
    ask = _letter(client, settings.letter) if way == LETTER else _email(client, settings.email)

    def send(recipient: tuple[str, ...], texts: Mapping[str, str]) -> None:
        try:
            ask(recipient, texts)
        except failures as error:
            _raise(getattr(error, "status_code", 0))

    return send


def _letter(client: Any, template: str) -> Send:  # noqa: ANN401 - the client has no types
    def ask(recipient: tuple[str, ...], texts: Mapping[str, str]) -> None:
        lines = {f"address_line_{number}": line for number, line in enumerate(recipient, start=1)}
        client.send_letter_notification(template_id=template, personalisation={**texts, **lines})

    return ask


def _email(client: Any, template: str) -> Send:  # noqa: ANN401 - the client has no types
    def ask(recipient: tuple[str, ...], texts: Mapping[str, str]) -> None:
        client.send_email_notification(
            email_address=recipient[0], template_id=template, personalisation=dict(texts)
        )

    return ask


def _raise(status: int) -> None:
    """What the answer's number means. The answer's words stay out of it."""
    if status in _NOT_ITS_FAULT:
        raise Unreachable(f"GOV.UK Notify cannot be used at the moment ({status}).") from None
    raise Refused(f"GOV.UK Notify refused it ({status}).") from None
