"""Signing in, in a real browser."""

from survey.domain.accounts import Role
from survey.store import accounts
from survey.web.accounts import hash_password

PASSWORD = "a long password of tests"


def add_account(session, role: Role) -> str:
    """Adds an account of that role, and commits. Returns its address."""
    email = f"{role.value}@council.example"
    accounts.add(session, email=email, name=role.value, role=role, password_hash=hash_password(PASSWORD))
    session.commit()
    return email


def sign_in(page, email: str, password: str = PASSWORD) -> None:
    """Signs in on the page for it."""
    page.goto("/account/sign-in/")
    page.get_by_label("Email address").fill(email)
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
