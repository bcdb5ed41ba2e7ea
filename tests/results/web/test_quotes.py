"""Quotes: only of people who allowed it, redacted by one person and confirmed by another, both ways."""

import pytest

from results.comments import coding, quotes
from tests.page import Form, PageClient, words
from tests.results.comments import written
from tests.results.comments.written import AGAINST, FOR, KEY, SHORT

BASE = f"/organise/consultations/{written.SLUG}/quotes/"
MARKED = FOR.replace("Jane Smith of 12 Frith Street", "[[Jane Smith]] of [[12 Frith Street]]")
SILENT = "Nobody may quote this."
OPPOSES = "strongly-oppose"


@pytest.fixture
def soho(session, clock):
    answers = (
        written.answer(FOR, permission="quotes"),
        written.answer(AGAINST, OPPOSES, permission="quotes"),
        written.answer(SILENT, OPPOSES, permission="themes"),
        written.answer(SHORT, OPPOSES),
    )
    return written.closed(session, clock.today, *answers)


@pytest.fixture
def ann(client, sign_in, soho, session, clock):
    sign_in("organiser", name="ann")
    written.coded(session, soho, clock.today)
    return client


@pytest.fixture
def bob(app, sign_in, soho):
    client = PageClient(app)
    sign_in("organiser", name="bob", client=client)
    return client


def button(page, text):
    found = [Form(page, element) for element in page.one("main").iter("form")]
    return next(form for form in found if text in words(form.element))


def draw(client, theme, side="", status=200):
    form = button(client.get_page(BASE), "Show an answer")
    return form.submit({"theme": f"{KEY}/{theme}", "side": side}, status=status)


def propose(client, theme="safety", text=MARKED):
    """Proposes the answer with this theme; returns the page of all quotes."""
    page = draw(client, theme).form().submit({"text": text}, button=("what", "look"))
    reasons = {name: "name" for name in page.form().fields if name.startswith("why-")}
    return page.form().submit(reasons, button=("what", "propose"))


def test_only_answers_of_people_who_allowed_it_are_shown(ann, session, soho):
    assert "2 people allowed quotes. Nobody else can be quoted." in ann.get_page(BASE).text
    page = draw(ann, "privacy")
    assert page.one("textarea", id="text").text.strip() == AGAINST
    again = page.follow("Show another answer instead")
    assert again.one("textarea", id="text").text.strip() == AGAINST
    ids = coding.numbers(session, soho, KEY)
    for number in ids:
        text = coding.text_of(session, soho, KEY, number)
        status = 404 if text in (SILENT, SHORT) else 200
        assert ann.get_page(f"{BASE}{KEY}/{number}/", status=status)
    draw(ann, "privacy", side="for", status=409)
    assert draw(ann, "privacy", side="against").h1 == "Take out what tells who wrote it"


def test_marking_shows_what_results_and_keeps_nothing_before_it_is_proposed(ann, session, soho):
    page = draw(ann, "safety")
    page = page.form().submit({"text": MARKED}, button=("what", "look"))
    assert "Why is “Jane Smith” taken out?" in page.text
    page = page.form().submit({}, button=("what", "propose"), status=422)
    assert page.errors == ["Choose why “Jane Smith” is taken out", "Choose why “12 Frith Street” is taken out"]
    assert quotes.every(session, soho) == []
    fields = [name for name in page.form().fields if name.startswith("why-")]
    chosen = dict(zip(fields, ("name", "address"), strict=True))
    page = page.form().submit(dict(zip(sorted(fields), chosen.values(), strict=True)), button=("what", "look"))
    assert "[removed: a name] of [removed: an address or place of work] says so too." in page.text
    assert quotes.every(session, soho) == []


def test_words_that_were_changed_are_refused_and_what_was_typed_stays(ann, soho):
    typed = MARKED.replace("safer", "much safer")
    page = draw(ann, "safety").form().submit({"text": typed}, button=("what", "propose"), status=422)
    assert page.errors[0].startswith("Only add double square brackets; leave every word as it was written.")
    assert page.form().values["text"] == [typed]
    assert FOR in page.text


def test_it_takes_two_people_and_can_be_taken_back(ann, bob, session, soho):
    page = propose(ann)
    assert "Somebody else has to confirm it." in page.text
    (quote,) = quotes.every(session, soho)
    mine = page.follow(f"Change it or take it back: quote {quote.id}")
    assert "Confirm for publishing" not in mine.text
    forged = button(mine, "Take it back").values | {"what": ["confirm"], "seen": ["x"]}
    assert ann.post_page(mine.url, forged, status=409).errors
    page = bob.get_page(BASE).follow(f"Read and decide: quote {quote.id}")
    assert "Please do not name anyone" in page.text
    assert "only if you allow it" in page.text
    # Somebody marks it anew while the second person reads: they have not read that.
    again = ann.get_page(f"{BASE}{KEY}/{quote.number}/").form()
    again.submit({"text": FOR}, button=("what", "propose"))
    changed = button(page, "Confirm for publishing").submit(status=409)
    assert changed.errors == ["Somebody changed this quote meanwhile. Read it again, and decide again."]
    page = bob.get_page(BASE).follow(f"Read and decide: quote {quote.id}")
    page = button(page, "Confirm for publishing").submit()
    assert "Waiting for a second person Nothing waits." in page.text
    page = page.follow(f"Change it or take it back: quote {quote.id}")
    assert "Confirmed by bob" in page.text
    assert button(page, "Take it back").submit(status=422).errors
    page = button(page, "Take it back").submit({"reason": "Her street is too small."})
    assert "Taken back: Her street is too small." in page.text


def test_both_sides_are_counted_for_staff_and_one_confirmation_leads_to_the_next(ann, bob, session, soho):
    page = propose(ann)
    assert "Support1 Oppose0 Neither, or no answer0" in page.text
    assert "One side has many more quotes than the other." not in page.text
    page = propose(ann, "privacy", AGAINST)
    assert "Support1 Oppose1" in page.text
    first, second = sorted(one.id for one in quotes.every(session, soho))
    page = bob.get_page(BASE).follow(f"Read and decide: quote {second}")
    page = button(page, "Confirm for publishing").submit()
    assert page.h1 == f"Quote {first}"
    assert f"Quote {second} is confirmed. This one waits for you too." in page.text
    assert button(page, "Confirm for publishing").submit().h1 == "Quotes"


def test_without_the_question_nothing_can_be_quoted(client, sign_in, session, clock):
    soho = written.closed(session, clock.today, written.answer(FOR), asks=False)
    sign_in("organiser")
    written.coded(session, soho, clock.today)
    page = client.get_page(BASE)
    assert "Nothing can be quoted: the questionnaire did not ask people whether they allow it." in page.text
    (number,) = coding.numbers(session, soho, KEY)
    client.get_page(f"{BASE}{KEY}/{number}/", status=404)


def test_nothing_of_a_writer_stands_beside_a_quote(ann, soho):
    told = draw(ann, "safety").text.lower() + propose(ann).text.lower()
    assert not any(word in told for word in ("strongly", "individual", "16 to 24", "on the web"))


def test_a_quote_of_what_was_written_with_a_characteristic_is_nowhere(ann, session, soho):
    """It may have been proposed before such texts were left out."""
    propose(ann)
    (quote,) = quotes.every(session, soho)
    quote.question = "connection.other"
    session.commit()
    assert f"quote {quote.id}" not in ann.get_page(BASE).text
    ann.get_page(f"{BASE}quote/{quote.id}/", status=404)
    ann.get_page(BASE.replace("/quotes/", "/coding/connection.other/themes/"), status=404)
    assert "What connects you" not in ann.get_page(BASE.replace("/quotes/", "/coding/")).text
