"""Organisers code what people wrote: one answer at a time and alone, apart from each other, every act recorded."""

import re

import pytest
from sqlalchemy import select

from results import releases
from results.comments import coding
from survey.store.accounts import AuditEntry
from survey.store.answering.responses import Response
from tests.page import Form, PageClient, words
from tests.results.comments import written
from tests.results.comments.written import AGAINST, FOR, KEY, SHORT

BASE = f"/organise/consultations/{written.SLUG}/coding/"
THEMES = f"{BASE}{KEY}/themes/"
PRIVACY = {"name": "Privacy", "definition": "Being watched or recorded.", "example": "I feel watched."}


@pytest.fixture
def soho(session, clock):
    texts = (FOR, AGAINST, SHORT, "Crime is high.")
    return written.closed(session, clock.today, *(written.answer(text) for text in texts))


@pytest.fixture
def ann(client, sign_in, soho):
    sign_in("organiser", name="ann")
    return client


@pytest.fixture
def bob(app, sign_in, soho):
    client = PageClient(app)
    sign_in("organiser", name="bob", client=client)
    return client


def begin(client, share="100"):
    client.get_page(BASE).form(f"/{KEY}/start/").submit({"share": share})
    for name in ("Safety", "Privacy"):
        client.get_page(THEMES).form().submit({"name": name, "definition": f"What is about {name}."})


def code_all(client, choose):
    """Codes every answer that waits for this coder; returns the numbers in their order."""
    order = []
    page = client.get_page(f"{BASE}{KEY}/next/")
    while page.h1.startswith("Answer "):
        order.append(page.h1)
        page = page.form().submit({"theme": choose(page.text)})
    assert page.h1 == "Nothing is left for you to code"
    return order


def by_word(text):
    return ["privacy"] if "watched" in text else ["safety"] if "robbed" in text else ["no-theme"]


def test_the_list_says_how_many_wrote_and_where_to_begin(ann):
    page = ann.get_page(BASE)
    assert page.h1 == "What people wrote"
    assert "4 people wrote something. Nobody has begun to read it here." in page.text
    page = page.form(f"/{KEY}/start/").submit({"share": "ten"}, status=422)
    assert page.errors == ["Enter a whole number from 0 to 100"]
    page = page.form(f"/{KEY}/start/").submit({"share": "50"})
    assert page.h1 == "Themes"
    assert "There are no themes yet." in page.text


def test_a_theme_can_be_added_worded_merged_retired_and_all_of_it_undone(ann, soho):
    begin(ann)
    page = ann.get_page(THEMES).form().submit(PRIVACY, status=422)
    assert page.errors == ["There is a theme of this name already. Choose another name"]
    assert page.form().values["example"] == ["I feel watched."]
    assert "Write what belongs to the theme, so that everybody codes alike" in (
        page.form().submit({"definition": ""}, status=422).errors
    )
    page = ann.get_page(THEMES).follow("Privacy").form("/themes/privacy/").submit({"name": "Watching"})
    page = page.follow("Watching")
    assert "Before: Privacy. What is about Privacy." in page.text
    page = page.form("/merge/").submit({"into": "safety"})
    assert "This theme was merged into “Safety”" in page.text
    page = page.form("/undo/").submit()
    assert "ann undid the merger" in page.text
    page = page.form("/retire/").submit()
    assert "This theme is retired" in page.text
    assert "Retired: no longer offered" in ann.get_page(THEMES).text
    page = page.form("/undo/").submit()
    assert "ann offered it again" in page.text
    book = ann.get_page(f"{BASE}{KEY}/codebook/")
    assert "Watching What is about Privacy." in book.text


def test_two_people_code_apart_in_orders_of_their_own_and_a_third_look_settles(ann, bob, session, soho):
    begin(ann)
    first = code_all(ann, by_word)
    assert len(first) == 4
    second = code_all(bob, lambda text: by_word(text) if "robbed" not in text else ["privacy"])
    assert sorted(first) == sorted(second)
    page = ann.get_page(f"{BASE}{KEY}/agreement/")
    assert "Exactly the same themes3 To be settled1" in page.text
    assert "ann and bob" in page.text
    waiting = next(text for text in page.links if text.startswith("Answer "))
    page = page.follow(waiting)
    assert FOR in page.text
    given = ("One coder gave: Safety The other gave: Privacy", "One coder gave: Privacy The other gave: Safety")
    assert any(one in page.text for one in given)
    page = page.form().submit({"theme": ["safety", "privacy"]})
    assert "Nothing waits." in page.text
    assert "4 of 4 answers coded (100%)." in ann.get_page(BASE).text


def test_one_third_look_leads_to_the_next_until_nothing_waits(ann, bob):
    begin(ann)
    code_all(ann, by_word)
    code_all(bob, lambda _: ["privacy"])
    page = ann.get_page(f"{BASE}{KEY}/agreement/")
    waiting = [text for text in page.links if text.startswith("Answer ")]
    page = page.follow(waiting[1])
    seen = []
    while page.h1.startswith("Third look at answer "):
        seen.append(page.h1.removeprefix("Third look at a"))
        page = page.form().submit({"theme": ["safety"]})
        assert (f"{seen[-1]} is settled." in page.text) == page.h1.startswith("Third look")
    assert [f"A{one}" for one in seen] == [*waiting[1:], waiting[0]]
    assert "Nothing waits." in page.text


def test_nobody_sees_what_the_other_gave_before_both_have(ann, bob, soho):
    begin(ann)
    code_all(ann, by_word)
    page = bob.get_page(f"{BASE}{KEY}/next/")
    while page.h1.startswith("Answer "):
        assert page.form().values.get("theme") is None
        assert "Answers with similar words" not in page.text
        page = page.form().submit({"theme": ["no-theme"]})


def test_an_answer_stands_alone(ann, session, soho):
    begin(ann)
    page = ann.get_page(f"{BASE}{KEY}/next/")
    told = page.text.lower()
    assert not any(word in told for word in ("strongly", "web", "individual", "16 to 24", "2026"))
    assert not any(one.id in page.html for one in session.scalars(select(Response)))


def test_what_is_not_ticked_or_contradicts_itself_is_refused_and_nothing_is_lost(ann, soho):
    begin(ann)
    page = ann.get_page(f"{BASE}{KEY}/next/")
    assert page.form().submit({}, status=422).errors == [
        "Tick one or more themes, or say that the answer has none"
    ]
    again = page.form().submit({"theme": ["privacy", "no-theme"]}, status=422)
    assert again.errors == ["Tick themes, or say that the answer has none: not both"]
    assert again.form().values["theme"] == ["privacy", "no-theme"]
    assert page.form().submit(forged={"theme": "unheard-of"}, status=409).errors[0].startswith("One of these")


def test_a_coder_changes_what_they_gave_until_the_second_has_coded_it(ann, bob, session, soho):
    begin(ann)
    one = ann.get_page(f"{BASE}{KEY}/next/")
    one.form().submit({"theme": ["privacy"]})
    again = ann.get_page(one.url)
    assert again.form().values["theme"] == ["privacy"]
    again.form().submit({"theme": ["safety"]})
    bob.get_page(one.url).form().submit({"theme": ["privacy"]})
    late = ann.get_page(one.url)
    assert "Two people have coded this answer, so it cannot be changed here." in late.text
    assert ann.post_page(one.url, again.form().values | {"theme": ["privacy"]}, status=409).errors[0].startswith(
        "Two people have coded this answer."
    )
    number = int(one.url.rstrip("/").rpartition("/")[2])
    assert sorted(map(sorted, coding.standings(session, soho, KEY)[number].by.values())) == [["privacy"], ["safety"]]


def forms(page, button):
    """The form of the page with this button."""
    found = [Form(page, element) for element in page.one("main").iter("form")]
    return next(form for form in found if button in words(form.element))


def test_similar_answers_are_suggested_and_taken_over_by_one_press(client, sign_in, session, clock):
    copies = [written.answer(f"{AGAINST} {word}") for word in ("Truly.", "Indeed.", "Honestly.")]
    soho = written.closed(session, clock.today, *copies)
    sign_in("organiser")
    begin(client, share="0")
    page = client.get_page(f"{BASE}{KEY}/next/")
    assert "Answers with similar words" not in page.text
    page = forms(page, "Save and go on").submit({"theme": ["privacy"]})
    assert "Answers with similar words" in page.text
    assert re.search(r"\b1 similar answer, [78]\d% alike", page.text)
    page = forms(page, "Give the same: Privacy").submit()
    assert "2 similar answers" in page.text
    # Nothing is given by itself: the third one waits.
    given = coding.standings(session, soho, KEY).values()
    assert sorted(sorted(one.themes or ["-"]) for one in given) == [["-"], ["privacy"], ["privacy"]]


def test_every_act_is_recorded_looking_too(ann, session, soho):
    begin(ann)
    ann.get_page(f"{BASE}{KEY}/next/").form().submit({}, status=422)
    entries = session.scalars(select(AuditEntry).where(AuditEntry.act == "code-texts").order_by(AuditEntry.id))
    told = [entry.subject.removeprefix(f"{written.SLUG}: {KEY}: ") for entry in entries]
    assert told[:3] == ["two people code 100 percent", "theme safety added", "theme privacy added"]
    assert [one.rpartition(", ")[2] for one in told[3:]] == ["opened", "coding sent"]


def test_nothing_can_be_changed_once_the_results_were_counted(ann, session, soho, clock):
    begin(ann)
    page = ann.get_page(f"{BASE}{KEY}/next/")
    releases.make(session, soho, today=clock.today)
    session.commit()
    counted = "The results were counted already, so nothing can be changed any more."
    assert page.form().submit({"theme": ["privacy"]}, status=422).errors == [counted]
    assert counted in ann.get_page(BASE).text
    assert not list(ann.get_page(THEMES).one("main").iter("form"))


def test_nobody_else_may_read_texts_and_nobody_before_closing(client, sign_in, session, clock):
    written.consultation(session, clock.today)
    sign_in("organiser")
    client.get_page(BASE, status=403)
    sign_in("councillor")
    client.get_page(BASE, status=403)
