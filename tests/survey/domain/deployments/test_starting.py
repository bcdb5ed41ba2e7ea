"""What a new entry begins with."""

from survey.domain.deployments.plan import LABELS, Fact
from survey.domain.deployments.starting import first_evidence, first_plan
from survey.domain.evidence import DocumentState, problems_in_evidence


def test_every_fact_is_still_to_be_found():
    plan = first_plan("The Row", "Borset", council_code="E06000001", force="Borset Police", status="planned")
    assert plan.facts == dict.fromkeys(LABELS, Fact())


def test_the_usual_documents_are_not_yet_asked_for_and_nothing_is_wrong_with_them():
    evidence = first_evidence()
    assert {one.state for one in evidence.documents} == {DocumentState.NOT_ASKED}
    assert list(problems_in_evidence(evidence)) == []
