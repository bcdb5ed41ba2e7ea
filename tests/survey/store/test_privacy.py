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
