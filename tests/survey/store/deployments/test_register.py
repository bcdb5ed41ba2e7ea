"""The register in the database: kept as it was published, and held to its promises by the database itself."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from survey.store.deployments import register
from survey.store.deployments.register import Deployment, DeploymentRevision, EvidenceItem

SLUGS = ("croydon-north-end", "soho-and-west-end")


@pytest.fixture
def soho(session):
    return register.add_deployment(session, register.read_content("soho-and-west-end"))


@pytest.mark.parametrize("slug", SLUGS)
def test_an_entry_comes_back_as_it_was_stored(session, slug):
    definition = register.read_content(slug)
    register.add_deployment(session, definition)
    session.commit()
    session.expunge_all()
    revision = register.current(session, register.find(session, slug))
    assert revision.plan == definition.revisions[0].plan
    assert revision.evidence == definition.revisions[0].evidence
    assert revision.published_on == definition.revisions[0].published_on


def test_lists_all_entries(session):
    for slug in reversed(SLUGS):
        register.add_deployment(session, register.read_content(slug))
    assert [found.slug for found in register.list_all(session)] == list(SLUGS)


def test_what_is_not_there_is_not_found(session, soho):
    assert register.find(session, "elsewhere") is None
    assert register.revision(session, soho, 2) is None
    with pytest.raises(LookupError):
        register.consulted_on(session, soho.id, number=2)


def test_a_new_revision_leaves_the_old_one_as_it_was(session, soho):
    first = register.read_content("soho-and-west-end").revisions[0]
    changed = replace(first, plan=replace(first.plan, status="withdrawn"), reason="The plan was withdrawn.")
    added = register.add_revision(session, soho, changed)
    session.commit()
    session.expunge_all()
    found = register.find(session, "soho-and-west-end")
    assert added.number == 2
    assert register.current(session, found).plan.status == "withdrawn"
    assert register.revision(session, found, 1).plan == first.plan
    assert register.consulted_on(session, found.id, number=1).plan == first.plan


def test_a_deployment_without_revisions_has_no_current_one(session):
    session.add(Deployment(slug="empty"))
    session.flush()
    with pytest.raises(LookupError):
        register.current(session, register.find_kept(session, "empty"))
    assert register.find(session, "empty") is None, "what was never published is not found by the public"


@pytest.mark.parametrize(
    ("values", "promise"),
    [
        ({"stance": "perhaps"}, "a_statement_has_a_stance"),
        ({"stance": ""}, "a_statement_has_a_stance"),
        ({"speaker": ""}, "a_statement_has_a_speaker_and_a_date"),
        ({"said": ""}, "a_statement_has_a_speaker_and_a_date"),
        ({"source": ""}, "a_statement_has_a_source"),
        ({"kind": "rumour", "provided": True}, "evidence_is_a_statement_or_a_document"),
        ({"kind": "document", "provided": None}, "a_document_is_provided_or_not"),
    ],
)
def test_the_database_refuses_evidence_that_breaks_a_promise(session, soho, values, promise):
    of_first = EvidenceItem.revision_id == soho.revisions[0].id
    with pytest.raises(IntegrityError, match=promise):
        session.execute(update(EvidenceItem).where(of_first, EvidenceItem.position == 1).values(values))


@pytest.mark.parametrize(
    ("values", "promise"),
    [
        ({"number": 0}, "revisions_are_numbered_from_one"),
        ({"number": 2, "reason": ""}, "a_revision_says_what_and_why"),
        ({"number": 1}, "(?i)unique"),
    ],
)
def test_the_database_refuses_a_revision_that_breaks_a_promise(session, soho, values, promise):
    first = soho.revisions[0]
    row = {
        "deployment_id": soho.id,
        "published_on": first.published_on,
        "summary": "A summary",
        "reason": "A reason",
        "facts": {},
    }
    with pytest.raises(IntegrityError, match=promise):
        session.execute(insert(DeploymentRevision).values(row | values))
