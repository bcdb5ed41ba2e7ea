"""Groups of texts that many people sent: found, decided about, released and forgotten."""

from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from results import releases
from results.comments import campaigns, quotes, released_campaigns
from results.comments.campaigns import TABLES, CampaignText, Decision, Wanted
from results.comments.released_campaigns import PART
from results.domain.disclosure import from_json
from results.domain.themes import NotAllowed
from survey.domain.accounts import Role
from survey.store import accounts, consultations, integrity
from survey.store.answering.responses import Response
from tests.bench.comments import COPIED
from tests.results.comments.copies import REASON, SENT, spread, write

# What is kept of a text that belongs to a group: no person, no day.
KEPT = {"consultation_id", "response_id", "key", "number", "nearness"}
WHY = "It stands on a leaflet that was given out."


@pytest.fixture
def ids(session, croydon):
    """The responses that sent each text."""
    found = spread(session, croydon)
    campaigns.search(session, croydon, day=croydon.closed_on)
    return found


@pytest.fixture
def organiser(session):
    return accounts.add(session, email="o@lamppost.example", name="O", role=Role.ORGANISER, password_hash="x").id


@pytest.fixture
def decide(session, croydon, organiser):
    def once(number, decision=Decision.CONFIRM, seen=0, **more):
        wanted = Wanted(decision, WHY, seen, **more)
        campaigns.decide(session, croydon, number, wanted=wanted, account=organiser, day=croydon.closed_on)

    return once


def members(session, croydon, number):
    return {response for response, _ in campaigns.members_of(session, croydon, number)}


def log_of(session, croydon):
    return [entry.text for entry in consultations.log_of(session, croydon)]


def test_every_copy_is_in_one_group_and_no_response_loses_its_count(session, croydon, ids):
    found = campaigns.every(session, croydon)
    assert [one.responses for one in found] == list(SENT)
    assert [members(session, croydon, one.number) for one in found] == ids
    assert {one.state for one in found} == {Decision.UNDO}
    assert found[0].leader.text in {r.answers.get(REASON) for r in session.scalars(select(Response))}


def test_searching_again_keeps_what_was_decided_and_the_numbers(session, croydon, ids, decide):
    decide(2, name="A text circulated by traders")
    late = session.scalar(select(Response.id).where(Response.id.not_in(set().union(*ids))).limit(1))
    write(session, late, COPIED[1])
    campaigns.search(session, croydon, day=croydon.closed_on)
    found = {one.number: one for one in campaigns.every(session, croydon)}
    assert {number: one.responses for number, one in found.items()} == {1: 90, 2: 71, 3: 14}
    assert found[2].state is Decision.CONFIRM
    assert found[2].last.name == "A text circulated by traders"
    for one in sorted(ids[0])[:50]:
        write(session, one, "No.")
    campaigns.search(session, croydon, day=croydon.closed_on)
    told = [(one.number, one.responses, one.state) for one in campaigns.every(session, croydon)]
    assert told == [(2, 71, "confirm"), (1, 40, "undo"), (3, 14, "undo")]


def test_a_decision_has_a_reason_stands_in_the_log_and_can_be_undone(session, croydon, ids, decide):
    decide(1, name="A text circulated by X")
    entry = "Group 1 of texts that are nearly the same, named “A text circulated by X”, was confirmed."
    assert log_of(session, croydon)[-1].startswith(entry.replace("”,", "”"))
    assert log_of(session, croydon)[-1].endswith(f"Reason: {WHY}")
    with pytest.raises(NotAllowed):
        decide(1, Decision.UNDO)  # somebody who has not read the first decision
    decide(1, Decision.UNDO, seen=1)
    decide(1, Decision.REJECT, seen=2)
    assert [one.decision for one in campaigns.decisions_of(session, croydon, 1)] == ["confirm", "undo", "reject"]
    assert campaigns.one(session, croydon, 1).state is Decision.REJECT
    assert campaigns.one(session, croydon, 99) is None


def released(session, croydon):
    made = releases.make(session, croydon, today=croydon.closed_on)
    return releases.part(session, made.release, PART), made


@pytest.fixture
def allowed(session, ids, monkeypatch):
    """Nothing was promised, and one of those who sent the first text allows quotes."""
    monkeypatch.setattr(quotes, "silent", lambda *_asked: frozenset())
    write(session, min(ids[0]), quotes.ALLOWED, key=quotes.PERMISSION)


def test_a_text_is_not_released_where_it_was_promised_to_stay_unpublished(session, croydon, ids, decide):
    decide(1, name="A text against", published=("I object to ", " in our high street."))
    write(session, min(ids[0]), quotes.ALLOWED, key=quotes.PERMISSION)
    (group,) = released(session, croydon)[0]["groups"]
    assert from_json(group["matching"]).shown
    assert group["text"] is None


@pytest.mark.usefixtures("allowed")
def test_a_release_shows_confirmed_groups_protected_and_the_small_one_not_at_all(session, croydon, ids, decide):
    decide(1, name="A text against", published=("I object to ", " in our high street."))
    decide(3, name="A small one", published=("Please spend",))
    decide(2, Decision.REJECT)
    part, made = released(session, croydon)
    large, small = part["groups"]
    assert (part["found"], part["waiting"]) == (3, 0)
    # Nobody loses their count by it.
    assert made.release.counted == 400
    assert large["text"] == ["I object to ", " in our high street."]
    matching, headline = from_json(large["matching"]), from_json(large["headline"])
    # One group has one offset, whatever else is confirmed: another one would be a second look.
    rules = releases.Disclosure(croydon.slug, consultations.secret_of(session, croydon))
    assert matching.base == rules.figure(90, f"{croydon.slug}|campaign-texts=1|*")
    assert not headline.exact
    column = made.extract.columns["support"]
    assert headline.options == next(c.options for c in made.extract.codebook if c.name == "support")
    assert abs(headline.base - 90) <= 4 + int((column == 1).sum())
    # Of one that is too small nobody learns how small, nor what it says.
    assert not from_json(small["matching"]).shown
    assert (small["name"], small["text"], small["headline"]) == ("A small one", None, None)
    assert campaigns.search_of(session, croydon).settled
    # A further edition would show who was added in between, so it says the same.
    again = SimpleNamespace(session=session, consultation=croydon)
    assert released_campaigns.part(again) == {**part, "kept": True}
    with pytest.raises(NotAllowed):
        decide(2, Decision.UNDO, seen=1)
    with pytest.raises(NotAllowed):
        campaigns.search(session, croydon, day=croydon.closed_on)


def test_those_left_out_do_not_count_and_late_forms_do(session, croydon, ids, decide, monkeypatch):
    decide(1)
    decide(2)
    out = sorted(ids[0])[:30]
    monkeypatch.setattr(integrity, "excluded", lambda *_: out)
    before = campaigns.search_of(session, croydon)
    before.responses -= 25
    late = session.scalars(select(Response.id).where(Response.id.not_in(set().union(*ids))).limit(25)).all()
    for one in late:
        write(session, one, COPIED[1])
    part, _ = released(session, croydon)
    first, second = (from_json(group["matching"]).base for group in part["groups"])
    assert 56 <= first <= 64
    assert 91 <= second <= 99


def test_where_few_others_are_left_the_smallest_group_is_hidden_with_them(session, croydon, decide):
    spread(session, croydon, sent=(300, 70))
    campaigns.search(session, croydon, day=croydon.closed_on)
    decide(1)
    decide(2)
    part, _ = released(session, croydon)
    shown = [from_json(group["matching"]).shown for group in part["groups"]]
    # 300 + 70 of 400: the 30 others would be what is left of the exact total.
    assert shown == [True, False]


def test_nobody_looked_and_nothing_is_said(session, croydon):
    part, _ = released(session, croydon)
    assert part is None


def test_what_nobody_confirmed_is_only_counted(session, croydon, ids, decide):
    decide(1, Decision.REJECT)
    part, _ = released(session, croydon)
    assert (part["found"], part["waiting"], part["groups"]) == (3, 2, [])


def test_a_text_is_published_only_where_its_writer_allowed_it(session, croydon, ids, monkeypatch):
    # The questionnaire says that these words are never published.
    assert campaigns.publishable(session, croydon, 1) is None
    monkeypatch.setattr(quotes, "silent", lambda *_asked: frozenset())
    assert campaigns.publishable(session, croydon, 1) is None
    allowed = sorted(ids[0])[7]
    write(session, allowed, quotes.ALLOWED, key=quotes.PERMISSION)
    assert campaigns.publishable(session, croydon, 1).response == allowed
    assert campaigns.publishable(session, croydon, 2) is None


def test_all_of_it_goes_with_the_responses_and_the_log_stays(session, croydon, ids, decide):
    decide(1)
    campaigns.forget(session, croydon.id)
    assert {column.name for column in CampaignText.__table__.columns} == KEPT
    left = [session.scalar(select(func.count()).select_from(table)) for table in TABLES]
    assert left == [0, 0, 0, 0]
    assert any("nearly the same" in text for text in log_of(session, croydon))
