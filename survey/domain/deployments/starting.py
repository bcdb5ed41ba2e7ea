"""What a new entry of the register begins with: facts still to be found, and documents to ask for."""

from __future__ import annotations

from survey.domain.deployments.plan import LABELS, Fact, Plan
from survey.domain.evidence import Document, Evidence

# What a council needs in order to judge any such plan. Organisers may change, add and remove.
USUAL_DOCUMENTS = (
    Document(
        "equality-impact-assessment",
        "Equality impact assessment",
        "How the plan may affect people protected by equality law, and what is done about it.",
    ),
    Document(
        "data-protection-impact-assessment",
        "Data protection impact assessment",
        "What is recorded, how long it is kept, who can see it, and how the risks are lowered.",
    ),
    Document(
        "force-policy",
        "Force policy for this deployment",
        "Who may be on the watchlist, who approves it, and what officers do after an alert.",
    ),
    Document(
        "sign-wording",
        "Wording and places of the signs",
        "What passers-by are told before they reach the cameras.",
    ),
)


def first_plan(name: str, council: str, *, council_code: str, force: str, status: str) -> Plan:
    """A plan of which only the basics are known."""
    facts = {code: Fact() for code in LABELS}
    return Plan(name, council, council_code, force, status, facts)


def first_evidence() -> Evidence:
    """No arguments yet; the usual documents, not yet asked for."""
    return Evidence(documents=USUAL_DOCUMENTS)
