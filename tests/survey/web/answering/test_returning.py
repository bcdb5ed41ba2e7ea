"""Coming back with a code: one draft, on any device, for whoever holds the code and for nobody else."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from survey.domain import answering
from survey.domain.codes import invitation_id, new_code, read_code
from survey.domain.coming_back import code_after
from survey.domain.invitations import Kind
from survey.domain.questionnaires.ordering import ORDER, ORDERS
from survey.store import invitations, strata
from survey.store.answering.drafts import SealedDraft
from survey.store.answering.responses import InboxResponse
from survey.store.questionnaires.versions import freeze, frozen
from survey.web.answering import opening
from survey.web.invitations import entry
from tests.page import Form, PageClient
from tests.survey.web.answering.walking import BASE, INDIVIDUAL, code_of, send, walk, with_changed

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def drafts_kept(session):
    session.expire_all()
    return session.scalar(select(func.count()).select_from(SealedDraft))


def responses(session):
    session.expire_all()
    return list(session.scalars(select(InboxResponse)))


def code_on(page):
    return CODE.search(page.text).group()


def ask_for_a_code(client):
    page = client.get_page(BASE + "heard/").form().submit(button=("_then", "later"))
    return page.form("later/").submit()


def come_back(client, typed, status=200, path="/return/"):
    return client.get_page(path).form("return/").submit({"code": typed}, status=status)


def secret_of(client):
    return answering.read_cookie(client.raw.get_cookie("answers", path=BASE).value).secret


def test_with_a_code_the_draft_opens_on_another_device_and_is_the_same_one(app, resident, session):
    walk(resident.page, INDIVIDUAL, until="safety")
    page = ask_for_a_code(resident)
    code = code_on(page)
    assert read_code(code)
    assert drafts_kept(session) == 1, "one draft, one secret"

    phone = PageClient(app)
    page = come_back(phone, code.lower().replace("-", " "))
    assert code_of(page) == "safety"
    assert phone.get_page(BASE + "heard/").one("input", checked="").get("value") == "some"
    page = resident.get_page(BASE + "safety/").form().submit({"safety": "no-difference"})
    page = walk(phone.get_page(BASE + "benefits/"), INDIVIDUAL, until="check")
    send(page)
    (response,) = responses(session)
    assert response.answers["safety"] == "no-difference"
    assert resident.get_page(BASE + "heard/", status=410).h1 == "Your answers have already been sent"


def test_the_code_and_the_answers_stand_nowhere_in_the_database(resident, session):
    from_page = ask_for_a_code(resident)
    code = read_code(code_on(from_page))
    (draft,) = session.scalars(select(SealedDraft))
    assert code.encode() not in draft.sealed
    assert code not in draft.lookup_id


def test_a_second_click_shows_the_same_code(resident, session):
    before = resident.raw.get_cookie("answers", path=BASE).value
    form = resident.get_page(BASE + "later/").form("later/")
    first = code_on(form.submit())
    # The answer to the first click never arrived: the browser still has the cookie of before.
    resident.raw.set_cookie("answers", before, path=BASE)
    assert code_on(form.submit()) == first
    assert drafts_kept(session) == 1


def test_a_browser_that_never_got_the_answer_goes_on_and_loses_nothing(resident, session):
    page = walk(resident.page, INDIVIDUAL, until="safety")
    before = resident.raw.get_cookie("answers", path=BASE).value
    ask_for_a_code(resident)
    resident.raw.set_cookie("answers", before, path=BASE)
    page = page.form().submit({"safety": "no-difference"}, status=422)
    assert "open too long" in page.errors[0]
    page = page.form().submit()
    assert code_of(page) == "benefits"
    assert resident.get_page(BASE + "safety/").one("input", checked="").get("value") == "no-difference"


def test_a_new_code_takes_the_place_of_the_old_one(app, resident, session):
    first, second = code_on(ask_for_a_code(resident)), code_on(ask_for_a_code(resident))
    assert first != second
    page = come_back(PageClient(app), first, status=422)
    assert "opens no unfinished answers" in page.errors[0]
    assert code_of(come_back(PageClient(app), second)) == "capacity"
    assert drafts_kept(session) == 1


def wrong(code):
    """The code with one character changed."""
    return code[:-1] + ("0" if code[-1] != "0" else "1")


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "12 letters and digits"), ("K7QF", "too short"), ("K7QF-2M9X-WD4T-AAAA", "too long"), ("K7QF-2M9X-WD4Ж", "There is no “Ж”")],
)
def test_a_mistyped_code_is_told_from_the_code_alone(client, soho, typed, words):
    page = come_back(client, typed, status=422)
    assert words in page.errors[0]
    assert page.one("input", id="code").get("value") == typed


def test_a_wrong_character_is_noticed(client, resident):
    code = code_on(ask_for_a_code(resident))
    page = come_back(client, wrong(code), status=422)
    assert "A character of the code is wrong" in page.errors[0]


def test_what_never_was_and_what_is_over_read_the_same(app, resident, soho, session, clock):
    code = code_on(ask_for_a_code(resident))
    never = come_back(PageClient(app), new_code(lambda number: b"\7" * number), status=422).errors
    kept = session.scalar(select(SealedDraft))
    clock.today = kept.expires_on + timedelta(days=1)
    soho.closes_on = clock.today + timedelta(days=30)
    session.commit()
    assert come_back(PageClient(app), code, status=422).errors == never
    resident.get_page(BASE + "heard/", status=410)


def test_the_page_of_one_consultation_opens_its_codes_alone(app, resident, soho):
    code = code_on(ask_for_a_code(resident))
    assert code_of(come_back(PageClient(app), code, path=f"/consultations/{soho.slug}/return/")) == "capacity"
    page = come_back(PageClient(app), new_code(bytes), status=422, path=f"/consultations/{soho.slug}/return/")
    assert "opens no unfinished answers" in page.errors[0]


def test_where_a_consultation_has_closed_no_code_is_asked_for(client, soho, clock):
    clock.today = soho.closes_on + timedelta(days=1)
    page = client.get_page(f"/consultations/{soho.slug}/return/", status=410)
    assert page.h1 == "This consultation has closed"
    assert page.all("input", id="code") == []


def test_other_answers_in_this_browser_are_not_lost_unseen(app, resident, session):
    code = code_on(ask_for_a_code(resident))
    shared = PageClient(app)
    page = walk(shared.post_page(BASE + "start/", {}), INDIVIDUAL, until="heard")
    others = secret_of(shared)
    page = come_back(shared, code)
    assert page.h1 == "This browser holds other answers"
    assert secret_of(shared) == others
    assert code_of(page.follow("Go back to them")) == "heard"
    assert code_of(page.form("return/").submit()) == "capacity"
    assert secret_of(shared) == secret_of(resident)


def test_a_shared_device_is_cleared_and_the_answers_wait(app, resident, session):
    page = ask_for_a_code(resident)
    page = page.form("finish/").submit()
    assert resident.raw.get_cookie("answers", path=BASE) is None
    assert drafts_kept(session) == 1
    assert page.h1 == "This device is cleared"
    assert "Your answers wait under your code" in page.text
    assert page.response.headers["Cache-Control"] == "no-store"
    assert any(link.endswith("/return/") for link in page.links.values())


def test_a_code_follows_from_the_secret_and_not_the_other_way():
    secret = bytes(range(16))
    assert code_after(secret) == code_after(secret)
    assert code_after(secret) != code_after(bytes(16))
    assert len(code_after(secret)) == 12


@pytest.fixture
def invite(session, soho, app, clock):
    """Issues printed codes of one stratum: `invite(2)`."""

    def issue(number=1, household=False):
        # Opening fixes the strata; here they come before it, as far as the rules are concerned.
        stratum = strata.add(session, soho, name="Zone one", kind=Kind.ZONE, household=household, day=clock.today)
        codes = [new_code(lambda length, byte=place: bytes([byte] * length)) for place in range(number)]
        with app.app_context():
            ids = [invitation_id(code, entry.key()) for code in codes]
        invitations.issue(session, stratum, ids, seen=0, day=clock.today)
        session.commit()
        return codes

    return issue


def test_an_invitation_begins_resumes_and_is_burned_with_the_response(app, session, invite):
    (code,) = invite()
    first, second = PageClient(app), PageClient(app)
    page = come_back(first, code)
    assert page.h1 == "Your code is right"
    page = walk(page.form("return/").submit(), INDIVIDUAL, until="safety")
    assert code_of(come_back(second, code)) == "safety"
    later = second.get_page(BASE + "later/").text
    assert "Your answers are kept under your code. Nobody can open them without it." in later
    assert "at your address" not in later
    send(walk(second.get_page(BASE + "safety/"), INDIVIDUAL, until="check"))
    (response,) = responses(session)
    assert response.stratum == "zone-one"
    assert first.get_page(BASE + "safety/", status=410).h1 == "Your answers have already been sent"
    page = come_back(PageClient(app), code, status=422)
    assert "already sent with this code" in page.errors[0]
    assert page.text


def test_two_devices_begin_with_one_code_at_once_and_one_response_comes_of_it(app, session, invite):
    (code,) = invite()
    devices = [PageClient(app) for _ in range(4)]
    pages = [come_back(device, code) for device in devices]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda page: page.form("return/").submit(), pages))
    assert drafts_kept(session) == 1
    assert len({secret_of(device) for device in devices}) == 1
    walk(devices[0].get_page(BASE + "1/"), {"capacity": {"capacity": "organisation"}}, until="check")
    forms = [device.get_page(BASE + "send/").form() for device in devices]
    with ThreadPoolExecutor(4) as pool:
        assert len({page.text for page in pool.map(lambda form: form.submit(), forms)}) == 1
    assert [response.stratum for response in responses(session)] == ["zone-one"]


def test_an_invitation_that_was_taken_back_can_be_sent_on_its_own(client, soho, session, invite, clock):
    (code,) = invite()
    page = come_back(client, code).form("return/").submit()
    walk(page, {"capacity": {"capacity": "organisation"}}, until="check")
    invitations.take_back(session, strata.find(session, soho.id, "zone-one"), day=clock.today)
    session.commit()
    page = client.get_page(BASE + "send/").form().submit(status=409)
    assert page.h1 == "Your answers have not been sent"
    assert responses(session) == []
    assert page.form("send/").submit().h1 == "Your answers have been sent"
    assert [response.stratum for response in responses(session)] == ["open"]


def test_a_member_of_a_household_gets_a_code_of_their_own(app, client, session, invite):
    (code,) = invite(household=True)
    page = come_back(client, code)
    forms = [f for f in page.all("form") if any(i.get("value") == "private" for i in f.iter("input"))]
    values = {field.get("name"): field.get("value") for field in forms[0].iter("input")}
    page = client.post_page(page.url, values)
    private = code_on(page)
    assert private.replace("-", "") != code
    page = page.form("return/").submit()
    send(walk(page, {"capacity": {"capacity": "organisation"}}, until="check"))
    assert come_back(PageClient(app), code).h1 == "Your code is right"
    assert [response.stratum for response in responses(session)] == ["zone-one"]


def wish(page, wanted):
    """The form of what an invitation offers: begin, go-on or private."""
    return next(form for form in (Form(page, one) for one in page.all("form")) if form.values.get("wish") == [wanted])


@pytest.fixture
def household(app, soho, session, invite):
    """A code whose household has so many private codes left, and answers that its first member began."""

    def began(left):
        (code,) = invite(household=True)
        with app.app_context():
            mine, given = invitation_id(code, entry.key()), [f"{number:032}" for number in range(6 - left)]
        assert all(invitations.individual(session, mine, soho.id, new=one) for one in given)
        session.commit()
        first = PageClient(app)
        walk(wish(come_back(first, code), "begin").submit(), INDIVIDUAL, until="safety")
        return code, first

    return began


def test_nobody_is_led_into_what_another_of_the_household_began_without_being_asked(app, session, household):
    code, first = household(left=6)
    second = PageClient(app)
    page = come_back(second, code)
    assert page.h1 == "Your code is right"
    assert "Go on with them if they are yours" in page.text
    assert second.raw.get_cookie("answers", path=BASE) is None
    page = wish(page, "private").submit()
    assert code_of(page.form("return/").submit()) == "capacity"
    assert secret_of(second) != secret_of(first)
    assert drafts_kept(session) == 2
    assert "Other people at your address" in first.get_page(BASE + "later/").text
    assert "Nobody can open them without it" in second.get_page(BASE + "later/").text
    phone = PageClient(app)
    assert code_of(wish(come_back(phone, code), "go-on").submit()) == "safety"
    assert secret_of(phone) == secret_of(first)


def test_a_start_that_another_of_the_household_was_faster_with_is_asked_too(app, session, invite):
    (code,) = invite(household=True)
    second = PageClient(app)
    asked = come_back(second, code)
    wish(come_back(PageClient(app), code), "begin").submit()
    assert "Go on with them if they are yours" in wish(asked, "begin").submit().text
    assert second.raw.get_cookie("answers", path=BASE) is None


def test_where_no_private_code_is_left_the_code_opens_what_was_begun(app, household):
    code, first = household(left=0)
    other = PageClient(app)
    assert code_of(come_back(other, code)) == "safety"
    assert secret_of(other) == secret_of(first)


def test_who_wants_a_private_code_never_gets_the_answers_of_another_instead(app, household):
    code, _first = household(left=1)
    second, third = PageClient(app), PageClient(app)
    form, late = (wish(come_back(one, code), "private") for one in (second, third))
    given = code_on(form.submit())
    assert code_on(form.submit()) == given, "the second click takes nothing more"
    assert late.submit().h1 == "There is no private code left"
    assert [one.raw.get_cookie("answers", path=BASE) for one in (second, third)] == [None, None]


def test_starting_afresh_deletes_answers_that_no_code_opens(app, resident, session):
    resident.post_page(BASE + "start/", {"afresh": "yes"})
    assert drafts_kept(session) == 1
    page = walk(resident.get_page(BASE + "1/"), INDIVIDUAL, until="safety")
    code = code_on(ask_for_a_code(page.client))
    assert code_of(resident.post_page(BASE + "start/", {"afresh": "yes"})) == "capacity"
    assert drafts_kept(session) == 2
    assert code_of(come_back(PageClient(app), code)) == "safety"


def test_starting_afresh_leaves_the_answers_of_an_invitation(app, client, session, invite):
    (code,) = invite()
    walk(come_back(client, code).form("return/").submit(), INDIVIDUAL, until="safety")
    client.post_page(BASE + "start/", {"afresh": "yes"})
    assert drafts_kept(session) == 2
    assert code_of(come_back(PageClient(app), code)) == "safety"


def test_the_order_of_options_is_drawn_follows_from_no_code_and_stays(app, soho, session, monkeypatch):
    """A number that followed from a printed code would lead from a list of codes to the responses."""
    asked = with_changed(frozen(session, soho.version_id).asked, "benefits", random_order=True)
    soho.version_id = freeze(session, soho.id, asked).id
    session.commit()
    monkeypatch.setattr(opening.secrets, "randbelow", lambda orders: orders - 7)
    page = PageClient(app).get_page(BASE).form("start/").submit()
    asked_first = options_on(walk(page, INDIVIDUAL, until="benefits"))
    later = ask_for_a_code(page.client)
    phone = PageClient(app)
    come_back(phone, code_on(later))
    page = phone.get_page(BASE + "benefits/")
    assert options_on(page) == asked_first
    send(walk(page, INDIVIDUAL, until="check"))
    (response,) = responses(session)
    assert response.answers[ORDER] == ORDERS - 7 + 1


def options_on(page):
    return [one.get("value") for one in page.all("input", type="checkbox")]
