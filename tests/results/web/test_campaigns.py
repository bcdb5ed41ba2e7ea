"""Pages on texts that many people sent: for organisers after closing, and in public with the results."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from results import releases
from results.comments import campaigns, quotes
from results.comments.campaigns import Decision, Wanted
from results.web import campaigns as pages
from survey.store import accounts, consultations
from survey.store.accounts import AuditEntry
from tests.bench.comments import COPIED
from tests.demonstration import CROYDON
from tests.results.comments.copies import spread, write

PAGE = f"/organise/consultations/{CROYDON}/campaigns/"
WHY = "It stands on a leaflet that was given out in the market."


@pytest.fixture
def ids(session, croydon):
    return spread(session, croydon)


@pytest.fixture
def organiser(ids, sign_in, client):
    sign_in("organiser")
    return client


@pytest.fixture
def compared(organiser):
    return organiser.get_page(PAGE).form().submit()


def audited(session):
    session.expire_all()
    return [entry.subject for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_texts_are_compared_on_demand_and_listed_by_size(organiser, session):
    page = organiser.get_page(f"/organise/consultations/{CROYDON}/").follow("Texts that many people sent")
    assert "Nobody has compared the texts yet" in page.text
    page = page.form().submit()
    assert [h.text for h in page.all("h2")][:3] == ["Group 1: 90 responses", "Group 2: 70 responses", "Group 3: 14 responses"]
    assert "3 groups wait for a decision" in page.text
    assert f"{CROYDON}: texts compared for groups that are nearly the same" in audited(session)


def test_a_group_shows_its_text_and_what_others_changed(compared, session):
    page = compared.follow("Read it and decide: group 1")
    assert COPIED[0] in page.text.replace("\n", " ")
    added = ["".join(piece.itertext()) for piece in page.all("ins")]
    assert added
    assert all(text.startswith("(added:") for text in added)
    assert f"{CROYDON}: group 1 of texts, opened" in audited(session)


def test_one_person_confirms_and_it_stands_in_the_public_log(compared, session, croydon):
    page = compared.follow("Read it and decide: group 1")
    page.form().submit({"decision": "confirm", "name": "A text circulated by traders", "reason": WHY})
    session.expire_all()
    (made,) = campaigns.decisions_of(session, croydon, 1)
    assert (made.decision, made.name, made.published) == ("confirm", "A text circulated by traders", None)
    log = [entry.text for entry in consultations.log_of(session, croydon)]
    assert "“A text circulated by traders” was confirmed" in log[-1]
    assert WHY in log[-1]
    page = compared.client.get_page(PAGE).follow("Read it, or undo the decision: group 1")
    page = page.form().submit({"reason": "The leaflet says something else."})
    assert page.all("strong", class_="govuk-tag")[0].text == "Not decided"


WRONG = [
    # what is sent, and what is said of it
    ({"reason": WHY}, {"decision": "Choose whether to confirm the group"}),
    ({"decision": "confirm", "reason": "short"}, {"reason": "Write why, in 10 characters or more"}),
    ({"decision": "reject", "reason": "x" * 1001}, {"reason": "The reason must be 1,000 characters or less"}),
    ({"decision": "confirm", "name": "n" * 101, "reason": WHY}, {"name": "The name must be 100 characters or less"}),
]


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(compared, session, croydon):
    form = compared.follow("Read it and decide: group 2").form()
    for sent, expected in WRONG:
        page = form.submit(sent, status=422)
        assert page.title.startswith("Error:")
        assert {link.get("href")[1:]: link.text for link in page.all("a") if link.get("href", "") in {f"#{k}" for k in expected}} == expected
        assert page.form().values["reason"] == [sent["reason"]]
    page = form.submit({"decision": "confirm", "reason": WHY}, forged={"decision": "undo"}, status=422)
    assert campaigns.decisions_of(session, croydon, 2) == []


def test_the_text_is_published_only_when_asked_for_and_without_what_is_marked(compared, session, croydon, ids, monkeypatch):
    page = compared.follow("Read it and decide: group 1")
    assert "The text itself cannot be published" in page.text
    page.form().submit({"decision": "confirm", "reason": WHY}, forged={"publish": "yes"}, status=422)
    monkeypatch.setattr(quotes, "silent", lambda *_asked: frozenset())
    for one in ids[0]:
        write(session, one, quotes.ALLOWED, key=quotes.PERMISSION)
    form = compared.client.get_page(f"{PAGE}1/").form()
    text = form.values["text"][0]
    assert form.values.get("publish") is None
    sent = {"decision": "confirm", "reason": WHY, "publish": "yes"}
    page = form.submit(sent | {"text": text.replace("cameras", "spies")}, status=422)
    assert "leave every word as it was written" in page.text
    assert "Nothing would be left to read" in form.submit(sent | {"text": f"[[{text}]]"}, status=422).text
    word = text.split()[3]
    form.submit(sent | {"text": text.replace(word, f"[[{word}]]", 1)})
    session.expire_all()
    (made,) = campaigns.decisions_of(session, croydon, 1)
    assert len(made.published) == 2
    assert word.join(made.published) == text


def test_two_who_decide_at_once_do_not_overwrite_each_other(compared, session, croydon):
    first, second = (compared.follow("Read it and decide: group 1").form() for _ in range(2))
    first.submit({"decision": "reject", "reason": WHY})
    page = second.submit({"decision": "confirm", "reason": "I know the leaflet."}, status=422)
    assert len(campaigns.decisions_of(session, croydon, 1)) == 1
    assert page.title.startswith("Error:")


def test_too_many_texts_lead_to_the_command(organiser, monkeypatch):
    monkeypatch.setattr(pages, "MOST_AT_ONCE", 10)
    page = organiser.get_page(PAGE).form().submit(status=422)
    assert f"“campaigns find {CROYDON}”" in page.text


def test_the_command_does_the_same_until_counting_and_all_goes_with_the_answers(ids, app, session, croydon, clock):
    runner = app.test_cli_runner()
    result = runner.invoke(args=["campaigns", "find", CROYDON])
    assert result.output.endswith("texts compared; groups found: 3.\n"), result.output
    session.expire_all()
    assert [one.responses for one in campaigns.every(session, croydon)] == [90, 70, 14]
    releases.make(session, croydon, today=croydon.closed_on)
    session.commit()
    again = runner.invoke(args=["campaigns", "find", CROYDON])
    assert again.exit_code == 1
    assert "counted already" in again.output
    clock.today = croydon.delete_on
    assert runner.invoke(args=["purge"]).exit_code == 0
    session.expire_all()
    assert campaigns.search_of(session, croydon) is None
    assert campaigns.every(session, croydon) == []


@pytest.mark.parametrize("role", ["councillor", "administrator", None])
def test_nobody_else_reads_texts(role, ids, sign_in, client, session, croydon):
    if role:
        sign_in(role)
    campaigns.search(session, croydon, day=croydon.closed_on)
    session.commit()
    for path in (PAGE, f"{PAGE}1/"):
        page = client.get_page(path, status=403 if role else 200)
        assert COPIED[0][:40] not in page.text


@pytest.fixture
def public(ids, session, croydon, password_hash, clock, monkeypatch):
    """The public results: the first text is confirmed and named, the third is too small, the second rejected."""
    account = accounts.add(session, email="o@x.example", name="O", role="organiser", password_hash=password_hash)
    session.flush()
    # Its words may be published: nothing was promised, and one of those who sent them allows it.
    monkeypatch.setattr(quotes, "silent", lambda *_asked: frozenset())
    write(session, min(ids[0]), quotes.ALLOWED, key=quotes.PERMISSION)
    campaigns.search(session, croydon, day=croydon.closed_on)
    for number, what, more in (
        (1, Decision.CONFIRM, {"name": "A text circulated by traders", "published": ("I object to ", " high street.")}),
        (2, Decision.REJECT, {}),
        (3, Decision.CONFIRM, {"published": ("Please spend",)}),
    ):
        wanted = Wanted(what, WHY, 0, **more)
        campaigns.decide(session, croydon, number, wanted=wanted, account=account.id, day=croydon.closed_on)
    releases.make(session, croydon, today=croydon.closed_on)
    releases.publish(session, croydon, on=croydon.closed_on, today=croydon.closed_on)
    session.commit()
    clock.today = croydon.closed_on + timedelta(days=1)
    return f"/consultations/{CROYDON}/results/"


def test_everyone_reads_how_many_sent_it_and_what_these_and_all_others_answered(public, client, session, croydon):
    page = client.get_page(public)
    section = page.text[page.text.index("It found 3 groups") :]
    assert "A text circulated by traders" in section
    assert "I object to […] high street." in section
    assert "responses closely match this text. They are counted like all others." in section
    assert "Similarity cannot tell an organised campaign from one person writing repeatedly." in page.text
    release = releases.newest(session, croydon)
    (everybody,) = releases.alone(session, release)["support"]
    assert section.count("about ") >= 1
    assert f"{everybody.cells[0].count:,}" in section
    # Of the small one only that it was confirmed.
    assert "Text 2" in section
    assert "Please spend" not in section
    assert "How many sent it is not shown" in section

