"""Organisers build a questionnaire: an outline, forms, undo; and two at once never overwrite each other."""

import json
from dataclasses import replace

import pytest

from survey.domain.questionnaires import building
from survey.domain.questionnaires.definition import read
from survey.domain.questionnaires.kinds import TYPES
from survey.domain.questionnaires.locking import lock
from survey.store import consultations
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import Saved
from survey.web.questionnaires.typed.table import FORMS
from tests import databases, demonstration, every_type
from tests.page import Form, PageClient, words
from tests.survey.domain.questionnaires.model import MODEL

BASE = "/organise/consultations/lamps-and-cameras/questionnaire/"
HEARD = f"{BASE}questions/heard/"
VISITING = f"{BASE}pages/visiting-change/"


# Some pages of the model: each kind of page, and few enough to be quick.
CODES = {"capacity", "connection", "organisation", "heard", "main-reason", "visiting", "visiting-change", "information", "age"}


@pytest.fixture
def database_url(sqlite_template, tmp_path):
    """What two databases may do differently is tried in the tests of next versions."""
    return databases.copy_of(sqlite_template, tmp_path)


@pytest.fixture
def planned(session, clock):
    """A consultation in draft with a few questions."""
    whole = MODEL
    kept = (replace(s, pages=tuple(p for p in s.pages if p.code in CODES)) for s in whole.sections)
    asked = replace(whole, sections=tuple(section for section in kept if section.pages))
    return demonstration.plan(session, clock.today, asked=asked)


@pytest.fixture
def organiser(planned, sign_in, client):
    """A client signed in as an organiser of the planned consultation."""
    sign_in("organiser")
    return client


@pytest.fixture
def second(organiser, app, sign_in):
    """Another organiser, at another computer."""
    another = PageClient(app)
    sign_in("organiser", name="second", client=another)
    return another


def now(session, planned):
    """The questionnaire as it is kept."""
    session.expire_all()
    return next_versions.find(session, planned).questionnaire


def put_in(session, planned, questionnaire):
    """Somebody saves all of this."""
    row = next_versions.find(session, planned)
    saved = Saved("Put in", "somebody", row.edited_on)
    next_versions.save(session, row, questionnaire, edition=row.edition, saved=saved)
    session.commit()


def builder(page):
    """The form that edits."""
    forms = [Form(page, element) for element in page.one("main").iter("form")]
    return next(form for form in forms if "mark" in form.values)


def by_itself(page, typed):
    """What the script sends while somebody types, and the answer."""
    form = builder(page)
    sent = form.values | {name: [text] for name, text in typed.items()} | {"autosave": ["1"]}
    return json.loads(page.client.raw.post(form.action, data=sent).get_data(as_text=True))


def press(page, name):
    """Presses a button that acts at once, such as an arrow."""
    for element in page.one("main").iter("form"):
        for pressed in element.iter("button"):
            if pressed.get("id") == name:
                return Form(page, element).submit(button=(pressed.get("name"), pressed.get("value")))
    raise LookupError(name)


def test_an_outline_says_what_is_asked_of_whom_in_words(organiser):
    page = organiser.get_page(BASE)
    assert "How much had you heard" not in page.text
    assert "8. Would the cameras change how often you go to the area?" in page.text
    assert "Several choices from a list" in page.text
    assert "Only if “In what way are you answering?” is “As an individual”" in page.text
    assert "Page: Who you speak for" in page.text
    assert "_" not in page.text
    lines = len(page.all("li", class_="lp-line")) + len(page.all("div", class_="lp-part"))
    assert page.text.count("Move “") == 2 * lines


def test_begun_from_nothing_built_by_forms(organiser, session, planned):
    next_versions.forget(session, planned)
    session.commit()
    page = organiser.get_page(BASE)
    assert page.h1 == "Begin the questions"
    forms = [Form(page, element) for element in page.one("main").iter("form")]
    page = next(form for form in forms if form.values["with"] == ["empty"]).submit()
    page = page.follow("Add a question to “Part 1”").follow("One choice from a list")
    form = builder(page)
    page = form.submit({"option-1-label": "Yes"}, status=422)
    assert page.errors == ["Write the question"]
    page = builder(page).submit({"text": "Is it safe?", "option-lines": "No\nMaybe"}, button=("then", "stay"))
    assert words(page.one("section", id="preview")).startswith("As residents see it Is it safe? Yes No Maybe")
    kept = now(session, planned)
    assert [one.code for one in kept.question("is-it-safe").options] == ["yes", "no", "maybe"]
    page = organiser.get_page(f"{BASE}new-question/long-text/?after=is-it-safe")
    page = builder(page).submit({"text": "Why is that?"})
    assert [one.code for one in now(session, planned).pages] == ["is-it-safe", "why-is-that"]
    page = organiser.get_page(f"{BASE}pages/why-is-that/")
    page = builder(page).submit({"asked": "some", "rule-1-about": "is-it-safe"}, button=("do", "show 1"))
    page = builder(page).submit({"rule-1-is-no": "on", "rule-1-is-maybe": "on"})
    assert "Only if “Is it safe?” is “No” or “Maybe”" in page.text
    steps = next_versions.steps_of(session, next_versions.find(session, planned))
    assert [step.said for step in steps] == [
        "Changed “Why is that?”",
        "Added “Why is that?”",
        "Added “Is it safe?”",
        "Began with an empty questionnaire",
    ]


def test_every_type_has_a_form_that_shows_it_as_residents_see_it(organiser, session, planned):
    asked = read(every_type.DEFINITION)
    put_in(session, planned, asked)
    chosen = organiser.get_page(f"{BASE}new-question/")
    assert {FORMS[kind].name for kind in TYPES} <= set(chosen.links)
    seen = set()
    for question in asked.questions:
        if question.kind not in seen:
            seen.add(question.kind)
            page = organiser.get_page(f"{BASE}questions/{question.code}/")
            assert page.one("div", class_="lp-shown__page") is not None
            builder(page).submit()
            organiser.get_page(f"{BASE}new-question/{question.kind.replace('_', '-')}/")
    assert seen == set(TYPES)
    assert now(session, planned) == asked


def test_two_who_change_different_things_do_not_notice_each_other(organiser, second, session, planned):
    mine, theirs = organiser.get_page(HEARD), second.get_page(f"{BASE}questions/main-reason/")
    builder(theirs).submit({"text": "Why do you say so?"})
    builder(mine).submit({"hint": "Before today."})
    kept = now(session, planned)
    assert kept.question("main-reason").text == "Why do you say so?"
    assert kept.question("heard").hint == "Before today."


def test_two_who_change_the_same_question_are_shown_the_difference(organiser, second, session, planned):
    mine, theirs = organiser.get_page(HEARD), second.get_page(HEARD)
    before = now(session, planned).question("heard").text
    builder(theirs).submit({"text": "What had you heard?"})
    page = builder(mine).submit({"text": "Had you heard of it?", "option-1-label": "Lots"}, status=409)
    told = words(page.one("section", class_="lp-clash"))
    assert "second changed this after you opened it" in told
    assert f"When you opened it{before} TheirsWhat had you heard? YoursHad you heard of it?" in told
    assert "Lots" in told
    assert now(session, planned).question("heard").text == "What had you heard?"
    assert "data-autosave" not in page.html
    page = builder(page).submit({"hint": "Any of it."})
    kept = now(session, planned).question("heard")
    assert (kept.text, kept.hint, kept.options[0].label) == ("Had you heard of it?", "Any of it.", "Lots")


# Which question somebody else changes between reading and writing, and what comes of mine.
AT_ONCE = {"main-reason": 200, "heard": 409}


@pytest.mark.parametrize(("theirs", "status"), AT_ONCE.items())
def test_a_form_waits_for_whoever_saves_at_the_very_same_moment(
    organiser, session, planned, monkeypatch, theirs, status
):
    take_turn = consultations.take_turn

    def behind(at, number):
        monkeypatch.setattr(consultations, "take_turn", take_turn)
        kept = now(session, planned)
        put_in(session, planned, building.put_question(kept, replace(kept.question(theirs), text="Theirs?")))
        return take_turn(at, number)

    page = organiser.get_page(HEARD)
    monkeypatch.setattr(consultations, "take_turn", behind)
    builder(page).submit({"hint": "Mine."}, status=status)
    kept = now(session, planned)
    assert (kept.question("heard").hint == "Mine.") is (status == 200)
    assert kept.question(theirs).text == "Theirs?"


def test_what_somebody_removed_meanwhile_is_put_back_or_left_out(organiser, second, session, planned):
    mine = organiser.get_page(HEARD)
    page_of_it = organiser.get_page(f"{BASE}pages/heard/")
    second.get_page(f"{BASE}question/heard/remove/").form().submit()
    page = builder(mine).submit({"hint": "Mine."}, status=409)
    assert "second removed this" in page.text
    late = builder(page_of_it).submit({"title": "A title"}, status=409)
    assert late.h1 == "It is not there any more"
    assert "A title" in late.text
    builder(page).submit()
    kept = now(session, planned)
    assert kept.question("heard").hint == "Mine."
    assert kept.question("heard").options


def test_saving_by_itself_keeps_what_is_valid_and_never_overwrites(organiser, second, session, planned):
    page = organiser.get_page(HEARD)
    assert by_itself(page, {"text": ""}) == {"saved": False, "problems": ["Write the question"]}
    first = by_itself(page, {"text": "Had you heard?", "option-9-label": "Not sure"})
    assert first["saved"]
    assert first["codes"]["option-9-code"] == "not-sure"
    again = by_itself(page, {"text": "Had you heard of it?", "mark": first["mark"]} | first["codes"])
    assert again["saved"]
    row = next_versions.find(session, planned)
    assert len(next_versions.steps_of(session, row)) == 2
    builder(second.get_page(HEARD)).submit({"text": "Theirs?"})
    late = by_itself(page, {"text": "Mine?", "mark": again["mark"]} | first["codes"])
    assert late == {"saved": False, "clash": True, "name": "second"}
    assert now(session, planned).question("heard").text == "Theirs?"


def test_a_new_question_is_added_once_however_often_it_is_saved(organiser, session, planned):
    page = organiser.get_page(f"{BASE}new-question/short-text/?page=heard")
    answer = by_itself(page, {"text": "Where from?"})
    assert answer["address"] == f"{BASE}questions/where-from/"
    page = organiser.get_page(answer["address"])
    builder(page).submit({"text": "From whom?"})
    home = now(session, planned).page("heard")
    assert [(one.code, one.text) for one in home.questions][1:] == [("where-from", "From whom?")]


def test_moving_undoing_and_doing_again(organiser, session, planned):
    codes = [page.code for page in now(session, planned).pages]
    page = press(organiser.get_page(BASE), "down-page-capacity")
    assert page.url.endswith("#down-page-capacity")
    assert "Now 2 of " in page.text
    assert [one.code for one in now(session, planned).pages][:2] == ["connection", "capacity"]
    assert "Undo: moved “In what way are you answering?” down" in page.text
    undo = page.form("/undo/").submit()
    assert [one.code for one in now(session, planned).pages] == codes
    assert "Do again: moved “In what way are you answering?” down" in undo.text
    undo.form("/redo/").submit()
    assert now(session, planned).pages[0].code == "connection"
    stale = page.form("/undo/").submit(status=409)
    assert stale.h1 == "Nothing was changed"


def test_removing_asks_first_and_says_what_hangs_on_it(organiser, session, planned):
    page = organiser.get_page(f"{BASE}question/visiting/remove/")
    assert "What would you do differently?" in page.text
    page = page.form().submit()
    assert "1 thing is still to do" in page.text
    kept = now(session, planned)
    assert kept.page("visiting") is None
    assert "Undo: removed “Would the cameras change how often you go to the area?”" in page.text
    organiser.get_page(f"{BASE}section/you/remove/").form().submit()
    assert "you" not in [section.code for section in now(session, planned).sections]


def test_a_condition_that_rules_cannot_show_is_kept(organiser, session, planned):
    when = {"not": {"all": [{"question": "visiting", "is": ["less"]}, {"question": "heard", "answered": True}]}}
    kept = now(session, planned)
    put_in(session, planned, building.put_page(kept, replace(kept.page("visiting-change"), when=when)))
    page = organiser.get_page(VISITING)
    assert "As it is now: only if it is not so that (" in page.text
    builder(page).submit({"title": "Differently"})
    assert now(session, planned).page("visiting-change").when == when
    builder(organiser.get_page(VISITING)).submit({"asked": "everybody"})
    assert now(session, planned).page("visiting-change").when is None


def test_sections_are_added_and_changed(organiser, session, planned):
    page = builder(organiser.get_page(f"{BASE}new-section/")).submit({"title": "Afterwards"})
    assert "Afterwards 1 to do" in page.text
    builder(organiser.get_page(f"{BASE}sections/afterwards/")).submit({"title": "At last"})
    assert [(one.code, one.title) for one in now(session, planned).sections][-1] == ("afterwards", "At last")
    builder(organiser.get_page(f"{BASE}sections/afterwards/")).submit({"title": ""}, status=422)


def test_a_question_goes_to_another_page_or_to_its_own(organiser, session, planned):
    organiser.get_page(HEARD).form("/elsewhere/").submit({"page": "capacity"})
    assert [one.code for one in now(session, planned).page("capacity").questions] == ["capacity", "heard"]
    assert now(session, planned).page("heard") is None
    organiser.get_page(HEARD).form("/elsewhere/").submit({"page": ""})
    codes = [page.code for page in now(session, planned).pages]
    assert len(now(session, planned).page("capacity").questions) == 1
    assert len(now(session, planned).pages[1].questions) == 1
    assert now(session, planned).pages[1].questions[0].code == "heard", codes


def test_locked_wording_and_a_lost_token_save_nothing(organiser, session, planned):
    before = now(session, planned)
    page = organiser.get_page(HEARD)
    forged = builder(page).submit({"hint": "Mine."}, status=422, forged={"csrf_token": "x"})
    assert "This page was open too long" in forged.errors[0]
    locked = lock(before.question("heard"), "heard@1")
    put_in(session, planned, building.put_question(before, locked))
    page = builder(organiser.get_page(HEARD)).submit({"hint": "Mine."}, status=422)
    assert page.errors == ["Its wording is locked. Unlock it first, and say why."]
    assert now(session, planned).question("heard") == locked


def test_only_organisers_build(client, planned, sign_in):
    sign_in("councillor")
    assert client.raw.get(BASE).status_code == 403


def test_what_people_are_asked_already_is_only_mended(client, session, clock, sign_in):
    demonstration.load(session, clock.today)
    sign_in("organiser")
    base = f"/organise/consultations/{demonstration.SOHO}/questionnaire/"
    page = client.get_page(base)
    assert page.h1 == "Begin the questions"
    page = page.form("/begin/").submit()
    assert "Only words may change here" in page.text
    assert not {"Import", "Bank of questions", "Add a section"} & set(page.links)
    assert "Move “" not in page.text
    page = client.get_page(f"{base}questions/support/")
    refused = builder(page).submit({"option-1-label": "Wholly oppose"}, status=422)
    assert "This changes what is asked" in refused.errors[0]
    assert by_itself(page, {"text": "Do you accept a wholly different thing, 12 of them?"})["saved"] is False
    page = client.get_page(f"{base}questions/main-reason/")
    (hint,) = builder(page).values["hint"]
    assert builder(page).submit({"hint": f"{hint} Say no."}, status=422).errors
    mended = builder(page).submit({"hint": f"{hint} In your own words."})
    assert "Undo: changed “What is the main reason for your answer?”" in mended.text
    moved = client.raw.post(f"{base}move/", data={"kind": "page", "code": "support", "by": "up", **token(mended)})
    assert moved.status_code == 422


def test_a_consultation_called_plan_has_the_links_of_any_other(client, session, clock, sign_in):
    demonstration.load(session, clock.today)
    demonstration.consultation(session).slug = "plan"
    session.commit()
    sign_in("organiser")
    page = client.get_page("/organise/consultations/plan/questionnaire/").form("/begin/").submit()
    assert {"Preview", "Map of the paths", "Print and files", "Languages"} <= set(page.links)
    assert not {"Import", "Bank of questions", "Checks"} & set(page.links)


def token(page):
    """The token of any form of the page."""
    return {"csrf_token": page.all("input", name="csrf_token")[0].get("value")}
