"""Two windows, two devices, a double click: no answer is lost, and none is written over unseen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from survey.domain import answering
from survey.store.answering import drafts
from survey.store.answering.drafts import SealedDraft
from survey.web.answering import visit as visits
from tests.page import PageClient
from tests.survey.web.answering.walking import BASE, EQUALITY, INDIVIDUAL, code_of, walk

TRIES = 40


def answers_of(client, session):
    """What the draft holds that this browser's cookie opens."""
    holder = answering.read_cookie(client.raw.get_cookie("answers", path=BASE).value)
    session.expire_all()
    sealed = session.scalar(
        select(SealedDraft.sealed).where(SealedDraft.lookup_id == answering.lookup_id(holder.secret))
    )
    return answering.unseal(sealed, holder.secret)[0].answers


def another(client):
    """Another window of the same browser."""
    window = PageClient(client.app)
    window.raw.set_cookie("answers", client.raw.get_cookie("answers", path=BASE).value, path=BASE)
    return window


def test_forty_times_two_posts_at_once_and_not_one_answer_is_lost(app, resident, session):
    """The census runner loses one of two in 28 of 40 tries."""
    walk(resident.page, INDIVIDUAL, until="duration")
    windows = [another(resident), another(resident)]
    codes = ("heard", "safety")
    pages = [window.get_page(BASE + code + "/") for window, code in zip(windows, codes, strict=True)]
    choices = {code: page.form().choices[code] for code, page in zip(codes, pages, strict=True)}
    lost = 0
    with ThreadPoolExecutor(2) as pool:
        for number in range(TRIES):
            sent = {code: offered[number % len(offered)] for code, offered in choices.items()}
            pages = [window.get_page(page.url) for window, page in zip(windows, pages, strict=True)]
            together = Barrier(2)

            def send(place, sent=sent, pages=pages, together=together):
                code = code_of(pages[place])
                values = pages[place].form().values | {code: sent[code]}
                together.wait()
                return windows[place].raw.post(pages[place].url, data=values).status_code

            assert list(pool.map(send, (0, 1))) == [302, 302]
            found = answers_of(resident, session)
            lost += sum(found[code] != value for code, value in sent.items())
    assert lost == 0


def test_who_is_overtaken_while_saving_saves_to_what_is_there_by_then(resident, session, monkeypatch):
    page = walk(resident.page, INDIVIDUAL, until="safety")
    other = another(resident).get_page(BASE + "heard/")
    save = drafts.save
    value = next(code for code in other.form().choices["heard"] if code != "some")

    def overtaken(*arguments, **keywords):
        monkeypatch.setattr(visits.drafts, "save", save)
        # In a thread of its own: a request within a request would share its session.
        with ThreadPoolExecutor(1) as pool:
            pool.submit(other.form().submit, {"heard": value}).result()
        return save(*arguments, **keywords)

    monkeypatch.setattr(visits.drafts, "save", overtaken)
    page.form().submit({"safety": "no-difference"})
    found = answers_of(resident, session)
    assert found["safety"] == "no-difference"
    assert found["heard"] == value


@pytest.fixture
def two(resident):
    """The same page open in two windows, with an answer kept."""
    walk(resident.page, INDIVIDUAL, until="safety")
    return resident.get_page(BASE + "support/"), another(resident).get_page(BASE + "support/")


def test_the_same_page_answered_differently_is_shown_with_both_answers(two, resident, session):
    first, second = two
    first.form().submit({"support": "strongly-support"})
    page = second.form().submit({"support": "strongly-oppose"}, status=409)
    assert page.h1 == "Which answer do you want to keep?"
    assert "Strongly support" in page.text
    assert "Strongly oppose" in page.text
    assert answers_of(resident, session)["support"] == "strongly-support"
    assert code_of(page.form().submit()) == "main-reason"
    assert answers_of(resident, session)["support"] == "strongly-oppose"


def test_what_was_answered_in_the_other_window_can_be_kept(two, resident, session):
    first, second = two
    first.form().submit({"support": "strongly-support"})
    page = second.form().submit({"support": "strongly-oppose"}, status=409)
    assert code_of(page.follow("Keep what was answered there, and go on")) == "main-reason"
    assert answers_of(resident, session)["support"] == "strongly-support"


def test_a_window_in_which_nothing_was_changed_takes_nothing_back(two, resident, session):
    first, second = two
    first.form().submit({"support": "strongly-support"})
    assert code_of(second.form().submit()) == "main-reason"
    assert answers_of(resident, session)["support"] == "strongly-support"


def test_a_second_click_is_no_clash(two, resident, session):
    form = two[0].form()
    for _click in range(2):
        assert code_of(form.submit({"support": "somewhat-support"})) == "main-reason"
    assert answers_of(resident, session)["support"] == "somewhat-support"


def test_a_mistake_in_between_hides_no_clash(two, resident, session):
    first, second = two
    first.form().submit({"support": "strongly-support"})
    page = second.form().submit(forged={"support": "nothing-of-the-kind"}, status=422)
    page = page.form().submit({"support": "strongly-oppose"}, status=409)
    assert page.h1 == "Which answer do you want to keep?"


def test_an_answer_to_a_page_that_another_window_led_past_is_said_to_be_lost(resident, session):
    page = walk(resident.page, INDIVIDUAL, until="visiting-change")
    another(resident).get_page(BASE + "visiting/").form().submit({"visiting": "same"})
    page = page.form().submit({"visiting-change": "I would walk round."}, status=409)
    assert "what you just answered here was not kept" in page.text


def test_no_to_the_equality_questions_takes_nothing_unseen(resident, session):
    walk(resident.page, INDIVIDUAL, until="check")
    gate = resident.get_page(BASE + "equality/")
    walk(another(resident).get_page(BASE + "equality/").form().submit({"equality": "yes"}), EQUALITY, until="send")
    page = gate.form().submit({"equality": "no"}, status=422)
    assert "In another window" in page.errors[0]
    assert answers_of(resident, session)["age"] == "35-49"
    page.form().submit({"equality": "no"})
    assert "age" not in answers_of(resident, session)


def test_the_mark_of_a_form_says_nothing_without_the_secret(two):
    first, second = two
    mark = first.form().values["_shown"]
    assert mark == second.form().values["_shown"]
    assert answering.mark_of(bytes(16), {"support": "neither"}) not in mark


def test_neither_the_address_nor_the_title_of_a_page_names_its_question(resident):
    page = walk(resident.page, INDIVIDUAL, until="treatment")
    assert page.title.split(" – ")[0] == f"Page {page.url.rstrip('/').rsplit('/', 1)[1]}"
    assert "camera" not in page.title.lower()
