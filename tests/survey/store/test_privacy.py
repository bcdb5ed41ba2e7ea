"""Promises to residents that the schema itself keeps: what no column holds, no code can leak."""

import re

import pytest
from sqlalchemy import Date, DateTime, Time

import wsgi  # noqa: F401 - importing the composition root makes every table known
from survey.store.database import Base

RESIDENTS = (
    "drafts",
    "inbox_responses",
    "inbox_equality_answers",
    "responses",
    "equality_answers",
    "inbox_receipt_hashes",
    "receipt_hashes",
    "invitations",
    "issued_codes",
)
# Everything that is kept of a resident. A column that is not in this list needs a decision, not a migration.
ALLOWED = {
    "drafts": {"lookup_id", "consultation_id", "sealed", "expires_on"},
    "receipt_hashes": {"hash", "consultation_id"},
    "invitations": {"id", "consultation_id", "stratum", "individual_left"},
    "issued_codes": {"id", "consultation_id", "stratum", "individual"},
    "equality_answers": {"id", "consultation_id", "answers", "codes"},
    "responses": {
        "id",
        "consultation_id",
        "day",
        "channel",
        "stratum",
        "language",
        "version_id",
        "deployment_revision",
        "answers",
        "codes",
    },
}
ALLOWED |= {"inbox_receipt_hashes": ALLOWED["receipt_hashes"]}
ALLOWED |= {"inbox_responses": ALLOWED["responses"], "inbox_equality_answers": ALLOWED["equality_answers"]}
TELLING = re.compile(
    r"(^|_)(ip|address|agent|browser|device|cookie|fingerprint|location|latitude|email|phone)(_|$)"
)


def table(name):
    return Base.metadata.tables[name]


@pytest.mark.parametrize("name", RESIDENTS)
def test_exactly_the_promised_columns_are_kept(name):
    assert set(table(name).columns.keys()) == ALLOWED[name]


@pytest.mark.parametrize("name", RESIDENTS)
def test_no_time_finer_than_a_day_is_kept_of_a_resident(name):
    for column in table(name).columns:
        assert not isinstance(column.type, (DateTime, Time)), f"{name}.{column.name}"
    days = [column.name for column in table(name).columns if isinstance(column.type, Date)]
    assert days in ([], ["day"], ["expires_on"])


@pytest.mark.parametrize("name", RESIDENTS)
def test_nothing_counts_upwards(name):
    """A number that the database draws in order would tell who came first."""
    for column in table(name).primary_key.columns:
        assert column.type.python_type is str, f"{name}.{column.name}"
        assert column.default is None
        assert column.server_default is None


def test_no_table_holds_what_a_browser_or_a_network_tells():
    allowed = {("accounts", "email"), ("evidence", "address"), ("record_imports", "address"), ("subscriptions", "email")}
    for found in Base.metadata.tables.values():
        for column in found.columns:
            if (found.name, column.name) not in allowed:
                assert not TELLING.search(column.name), f"{found.name}.{column.name}"


# What could lead from a person to an answer, or from an answer to a person.
TYING = re.compile(
    r"(^|_)(response|receipt|invitation|draft|lookup|secret|hash|address|email|recipient|ip|agent|account)(_id|_hash)?s?$"
)
# Each of these, wherever it is, and why it ties nobody to an answer.
WHY_NOT = {
    ("accounts", "email"): "members of staff sign in with it; residents have no account",
    ("accounts", "password_hash"): "a password of a member of staff",
    ("staff_sessions", "account_id"): "who of the staff is signed in",
    ("staff_sessions", "token_hash"): "a cookie of a member of staff",
    ("audit", "account_id"): "which of the staff did something; of a form it says only that it was one",
    ("reviews", "account_id"): "which of the staff judged a marked response, not whose it is",
    ("held_entries", "account_id"): "which of the staff typed in a form; it goes when the form is entered",
    ("balance_reviews", "account_id"): "who judged the information for residents",
    ("campaign_decisions", "account_id"): "which of the staff decided about a text that many sent",
    ("campaign_texts", "response_id"): "which answers have nearly the same text; it names nobody",
    ("campaigns", "responses"): "how many have it",
    ("coded_texts", "response_id"): "which answer a number stands for while people code; it names nobody",
    ("codings", "account_id"): "which of the staff read an answer, not whose it is",
    ("text_searches", "responses"): "how many there were",
    ("theme_changes", "account_id"): "which of the staff changed a theme",
    ("third_looks", "account_id"): "which of the staff settled a difference",
    ("flags", "response_id"): "it marks an answer and names nobody; no other table has this id but the answers",
    ("offset_secrets", "secret"): "one for a whole consultation",
    ("inbox_receipt_hashes", "hash"): "of a number that only the resident has; no row leads on to an answer",
    ("receipt_hashes", "hash"): "of a number that only the resident has; no row leads on to an answer",
    ("used_challenges", "hash"): "a random number that our server gave out, without what it was used for",
    ("drafts", "lookup_id"): "follows from a secret that is only in the resident's browser",
    ("translations", "source_hash"): "of a sentence of ours",
    ("subscriptions", "email"): "who follows changes by mail; no table leads from here to an answer",
    ("subscriptions", "confirm_hash"): "of what a mail to a follower holds",
    ("outbox", "recipient"): "a mail to a follower, until it is delivered",
    ("releases", "receipts"): "how many receipts there are",
    ("evidence", "address"): "where a document is on the web",
    ("record_imports", "address"): "where a file of the police is on the web",
    ("postcodes", "lookup_id"): "which file of the statistics office the postcode is from",
}


def test_no_column_of_any_table_could_tie_a_person_to_an_answer():
    found = {
        (one.name, column.name)
        for one in Base.metadata.tables.values()
        for column in one.columns
        if TYING.search(column.name)
    }
    assert found == set(WHY_NOT), "a new column of this kind needs a reason here, and one that went needs none"


def test_nothing_points_at_what_could_tie_but_the_accounts_of_staff():
    """A follower, an invitation, a mail or a session is the end of every way; of staff, no way leads to residents."""
    pointing = {
        (one.name, key.column.table.name) for one in Base.metadata.tables.values() for key in one.foreign_keys
    }
    assert {one for one, to in pointing if to == "subscriptions"} == {"followed_deployments"}
    assert not {to for _one, to in pointing} & {"outbox", "staff_sessions", "flags", "used_challenges"}
    assert not {one for one, to in pointing if to == "accounts"} & set(RESIDENTS)


def test_no_foreign_key_leads_from_a_person_to_a_response_or_back():
    """Tables of residents point only at what everyone shares; nothing points at them."""
    shared = {"consultations", "questionnaire_versions", "strata"}
    for found in Base.metadata.tables.values():
        for key in found.foreign_keys:
            if found.name in RESIDENTS:
                assert key.column.table.name in shared, f"{found.name} → {key.column}"
            assert key.column.table.name not in RESIDENTS, f"{found.name} → {key.column}"


def test_a_receipt_shares_no_column_with_a_response_but_the_consultation():
    common = set(table("receipt_hashes").columns.keys()) & set(table("responses").columns.keys())
    assert common == {"consultation_id"}


@pytest.mark.parametrize(
    ("name", "constraint"),
    [
        ("responses", "response_has_a_known_channel"),
        ("inbox_responses", "inbox_response_has_a_known_channel"),
        ("consultations", "results_are_sealed_until_closing"),
        ("consultations", "consultation_opens_with_a_frozen_version"),
        ("consultations", "consultation_closes_after_it_opens"),
        ("accounts", "account_has_a_known_role"),
    ],
)
def test_a_promise_is_a_named_constraint(name, constraint):
    assert constraint in {found.name for found in table(name).constraints}
