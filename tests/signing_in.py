"""Signing somebody in past the page for it, which tests/survey/web/test_accounts.py tests: most tests begin so."""

import secrets

from survey.store import accounts
from survey.web import database


def let_in(client, session, account, clock):
    """Gives the client the cookie that signing in would give. Commits."""
    now, token = clock().replace(tzinfo=None), secrets.token_urlsafe()
    accounts.sign_in(session, account, token=token, now=now)
    accounts.audit(session, at=now, account=account, act="sign-in", subject="account")
    session.commit()
    client.raw.set_cookie(database.STAFF_COOKIE, token)
