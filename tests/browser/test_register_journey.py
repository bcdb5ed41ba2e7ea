"""An organiser's journey through the register: a new deployment, and a zone that moves under an open consultation."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from survey.domain.accounts import Role
from survey.domain.deployments.content import load_outline
from survey.domain.deployments.plan import LABELS, Boundaries, Fact
from survey.store import accounts, changes
from survey.store.deployments import next_revisions, register
from survey.web.accounts import hash_password
from tests import demonstration
from tests.browser.accessibility import axe, fits
from tests.browser.staff import PASSWORD, sign_in
from tests.survey.domain.deployments.geojson import ONS, collection, feature, polygon, square

ANN, BOB = "ann@council.example", "bob@council.example"
SOHO = "/organise/deployments/soho-and-west-end/"
CONSULTATION = f"/consultations/{demonstration.SOHO}/"
# Two wards in the namings of the Office for National Statistics, and a zone with nothing but its name.
MAP = collection(
    *(feature(one, polygon(square(row=i))) for i, one in enumerate(ONS)),
)
ROW = collection(feature({"name": "Market Row"}, polygon(square(side=0.004))))
# A zone of the demonstration where it was drawn first, and where it moves: half a square to the east.
DRAWN, ELSEWHERE = (polygon(square(column=column)) for column in (0, 0.5))
MOVED = "Soho now lies further east."


@pytest.fixture
def staff(session):
    """Two organisers."""
    for email in (ANN, BOB):
        name = email.split("@")[0].capitalize()
        hashed = hash_password(PASSWORD)
        accounts.add(session, email=email, name=f"{name} Officer", role=Role.ORGANISER, password_hash=hashed)
    session.commit()


def save(page):
    page.get_by_role("button", name="Save").click()


def upload(page, home, content):
    """Sends a boundary file and takes what is preselected."""
    page.goto(f"{home}outlines/")
    file = {"name": "areas.geojson", "mimeType": "application/geo+json", "buffer": json.dumps(content).encode()}
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Upload").click()
    page.get_by_label("Whose the outlines are").fill("Made up for this test")
    page.get_by_role("button", name="Take these areas").click()


def find_balance(page, home):
    page.goto(f"{home}balance/")
    page.get_by_label("Yes, I find both sides served equally").check()
    page.get_by_role("button", name="Record my review").click()


def change_account(page, email):
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, email)


def test_a_new_deployment_from_the_first_form_to_the_public_page(desktop, staff, session):
    page = desktop
    sign_in(page, ANN)
    page.goto("/organise/")
    page.get_by_role("link", name="Deployments").first.click()
    page.get_by_role("button", name="Add a deployment").click()
    page.get_by_label("Name", exact=True).fill("Market Square")
    page.get_by_label("Council", exact=True).fill("Borsetshire Council")
    page.get_by_label("Code of the council").fill("E06000001")
    page.get_by_label("Police force").fill("Borsetshire Police")
    page.get_by_label("Planned").check()
    page.get_by_role("button", name="Add it").click()
    home = page.url.split("?")[0]
    page.goto(f"{home}basics/")
    page.get_by_label("The deployment in one sentence").fill("Borsetshire Police plans cameras in the square.")
    save(page)
    fill_facts(page, home, session)
    upload(page, home, MAP)
    upload(page, home, ROW)
    page.goto(f"{home}wards/")
    page.get_by_label("North").check()
    save(page)
    find_balance(page, home)
    axe(page)
    change_account(page, BOB)
    find_balance(page, home)
    page.goto(f"{home}publish/")
    axe(page)
    page.get_by_label("Why is it published?").fill("The force announced it on 1 October.")
    page.get_by_role("button", name="Publish for everyone").click()
    assert page.get_by_role("heading", name="Revision 1 is public").is_visible()
    page.goto("/deployments/market-square/")
    assert page.get_by_text("Checked for balance by Ann Officer").is_visible()
    page.locator(".lp-map__sheet").scroll_into_view_if_needed()
    page.wait_for_selector("body[data-done=all]", state="attached")
    axe(page)
    fits(page)


def fill_facts(page, home, session):
    """Says of the hours that the force was asked, of two facts that they are not published, and of the rest at once."""
    page.goto(home)
    groups = page.get_by_role("link").evaluate_all(
        "links => links.map(link => link.href).filter(href => /facts\\/[a-z-]+\\/$/.test(href))"
    )
    addresses = []
    for group in groups:
        page.goto(group)
        addresses += page.get_by_role("link").evaluate_all(
            "links => links.map(link => link.href).filter(href => /facts\\/[a-z-]+\\/[a-z-]+\\/$/.test(href))"
        )
    assert len(set(addresses)) == len(LABELS)
    hours, *others = sorted(addresses, key=lambda address: (not address.endswith("/hours/"), address))
    for address in (hours, *others[:2]):
        page.goto(address)
        if address == hours:
            page.get_by_label("Not published, asked for").check()
            for name, text in (("Day", "1"), ("Month", "10"), ("Year", "2026")):
                page.get_by_label(name).fill(text)
        else:
            page.get_by_label("Not published", exact=True).check()
            page.get_by_label("Note").fill("No public text was found.")
        save(page)
    row = next_revisions.find(session, register.find_kept(session, "market-square"))
    found = row.as_revision
    said = {code: fact for code, fact in found.plan.facts.items() if fact != Fact()}
    rest = {code: Fact(note="No public text was found.") for code in LABELS.keys() - said.keys()}
    assert len(said) == 3
    plan = replace(found.plan, facts={code: (said | rest)[code] for code in LABELS})
    next_revisions.save(session, row, replace(found, plan=plan), edition=row.edition, name="Ann Officer")
    session.commit()


@pytest.fixture
def soho(session, clock, staff):
    """An open consultation; a zone of what it is about is drawn, and two people found the next revision balanced."""
    demonstration.load(session, clock.today)
    deployment = register.find(session, "soho-and-west-end")
    newest = register.current(session, deployment).as_revision
    drawn = Boundaries("Made up for this test", {"soho": load_outline([DRAWN["coordinates"]])})
    coming = replace(newest, change_summary="Soho is drawn on the map.", boundaries=drawn)
    changes.revision_published(session, register.add_revision(session, deployment, coming), today=clock.today)
    row = next_revisions.begin(session, deployment, day=clock.today, name="Ann Officer")
    for email in (ANN, BOB):
        account = accounts.find(session, email)
        next_revisions.add_review(session, row, account, day=clock.today, balanced=True, comment="")
    session.commit()
    return demonstration.consultation(session)


def test_a_zone_moves_and_the_open_consultation_says_so(page, soho, session):
    """On a phone, on a desk, and without scripts."""
    sign_in(page, ANN)
    upload(page, SOHO, collection(feature({"name": "Soho"}, ELSEWHERE)))
    page.goto(f"{SOHO}publish/")
    axe(page)
    fits(page)
    page.get_by_label("No", exact=True).check()
    publish(page)
    assert page.get_by_text("This change is material, whatever else it is").first.is_visible()
    assert page.get_by_label("What changed, in plain words?").input_value() == MOVED
    axe(page)
    page.get_by_label("Yes", exact=True).check()
    publish(page)
    page.get_by_role("button", name="Decide now").click()
    axe(page)
    decide_to_extend(page, soho)
    page.goto(CONSULTATION)
    notice = page.get_by_role("complementary", name="The plan changed")
    assert MOVED in notice.inner_text()
    assert "The council decided to extend." in notice.inner_text()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Everything that changed, side by side").click()
    assert page.get_by_role("rowheader", name="Outline: Soho").is_visible()
    assert page.get_by_text("about 50% of the area now was not in it before").first.is_visible()
    axe(page)
    fits(page)
    page.goto(f"{CONSULTATION}answer/")
    assert page.get_by_role("complementary", name="The plan changed").is_visible()


def publish(page):
    page.get_by_label("What changed, in plain words?").fill(MOVED)
    page.get_by_label("Why is it published?").fill("The force moved it on 30 October.")
    page.get_by_role("button", name="Publish for everyone").click()


def decide_to_extend(page, soho):
    page.get_by_label("Extend").check()
    until = soho.closes_on + timedelta(days=14)
    page.locator("#until-day").fill(str(until.day))
    page.locator("#until-month").fill(str(until.month))
    page.locator("#until-year").fill(str(until.year))
    page.get_by_label("Reason").fill("People need time to read where the zone is now.")
    page.get_by_label("Who decided?").fill("The cabinet on 2 November")
    page.get_by_role("button", name="Continue").click()
    axe(page)
    page.get_by_role("button", name="Publish the decision").click()
