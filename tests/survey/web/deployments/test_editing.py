"""The register as organisers keep it: the list, a new entry, how far it is, and giving it up."""

import pytest

from survey.domain.accounts import Role
from survey.domain.deployments.plan import LABELS
from survey.store.deployments import register
from tests.survey.web.deployments.conftest import SOHO

REGISTER = "/organise/deployments/"
BASICS = {
    "name": "Theatre Row & Müller’s Corner",
    "council": "Borsetshire Council",
    "council_code": "e06000001",
    "force": "Borsetshire Police",
    "status": "planned",
}


def tasks(page):
    """Title and status of each task."""
    items = page.all("li", class_="govuk-task-list__item--with-link")
    texts = ["".join(item.itertext()).split("\n") for item in items]
    return {words[0]: words[-1] for words in ([w.strip() for w in text if w.strip()] for text in texts)}


def test_an_organiser_finds_the_register_from_the_first_page(ann, soho):
    page = ann.get_page("/organise/").follow("Deployments to keep")
    assert page.h1 == "Deployments to keep"
    assert "Revision 1, published on" in page.text
    assert page.follow("Soho and the West End").url == soho


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.ADMINISTRATOR])
def test_nobody_else_comes_near_it(signed_in, soho, role):
    client = signed_in("Cleo Clerk", role)
    for address in (
        REGISTER,
        soho,
        f"{REGISTER}new/",
        f"{soho}basics/",
        f"{soho}balance/",
        f"{soho}preview/",
    ):
        assert client.raw.get(address).status_code == 403


def test_an_unknown_entry_is_not_found(ann):
    assert ann.raw.get(f"{REGISTER}nowhere/").status_code == 404
    assert ann.raw.get(f"{REGISTER}nowhere/basics/").status_code == 404


def test_a_new_entry_begins_with_everything_still_to_do(ann, coming, acts):
    page = ann.get_page(REGISTER).follow("Add a deployment").form().submit(BASICS)
    slug = "theatre-row-and-mullers-corner"
    assert page.url == f"{REGISTER}{slug}/"
    found = tasks(page)
    assert found["The cameras"] == found["Zones and wards"] == found["Balance check"] == "To do"
    assert found["Documents"] == "Done"
    assert found["Basics"] == "Not right yet"
    assert "not described in one sentence yet" in page.text
    revision = coming(slug).as_revision
    assert revision.plan.council_code == "E06000001"
    assert revision.plan.facts.keys() == LABELS.keys()
    assert revision.evidence.documents[0].title == "Equality impact assessment"
    assert acts() == [("keep-register", slug)]


def test_the_public_sees_nothing_of_it(ann, client):
    ann.get_page(f"{REGISTER}new/").form().submit(BASICS)
    assert "Theatre Row" not in client.get_page("/deployments/").text
    client.get_page("/deployments/theatre-row-and-mullers-corner/", status=404)
    assert "Not published yet" in ann.get_page(REGISTER).text


def test_two_of_one_name_have_two_addresses_and_no_name_is_taken_for_a_page(ann):
    form = ann.get_page(f"{REGISTER}new/").form()
    addresses = [form.submit(BASICS | {"name": name}).url for name in ("The Row", "The row", "New", "劇場")]
    assert addresses == [f"{REGISTER}{slug}/" for slug in ("the-row", "the-row-2", "new-2", "deployment")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Enter the name of the deployment"),
        ({"name": " \t "}, "Enter the name of the deployment"),  # spaces are no name
        ({"council": ""}, "Enter the council in whose area it is"),
        ({"council_code": ""}, "Enter the code of the council"),
        ({"council_code": "E05000001"}, "names “E05000001”, which is not the code of a council"),  # a ward's
        ({"force": ""}, "Enter the police force"),
    ],
)
def test_says_what_the_basics_lack_and_keeps_what_was_typed(ann, session, typed, said):
    page = ann.get_page(f"{REGISTER}new/").form().submit(BASICS | typed, status=422)
    (error,) = page.errors
    assert said in error
    (name,) = typed
    assert page.all("a", href=f"#{name}")
    kept = page.form().values
    assert all(kept[other] == [text] for other, text in BASICS.items() if other != name)
    assert register.list_kept(session) == []


def test_a_published_entry_is_shown_until_somebody_prepares_a_change(ann, soho, coming, acts):
    page = ann.get_page(soho)
    assert "No change is being prepared" in page.text
    page = page.form("prepare/").submit()
    assert page.h1 == "Prepare revision 2"
    assert "Ann Archer saved it last, on 2 November 2026" in page.text
    assert set(tasks(page).values()) == {"Done", "To do", "Any time", "Cannot start yet"}
    assert "prepared. Ann Archer saved it last" in ann.get_page(REGISTER).text
    assert coming().as_revision.plan.name == "Soho and the West End"
    assert acts() == [("keep-register", SOHO)]


def test_preparing_twice_goes_on_with_what_is_there(ann, bob, soho, coming, acts):
    forms = [client.get_page(soho).form("prepare/") for client in (ann, bob)]
    for form in forms:
        form.submit()
    assert coming().edition == 1
    assert coming().edited_by == "Ann Archer"
    assert len(acts()) == 1


def test_giving_up_asks_once_and_leaves_what_is_public(ann, prepared, client, coming):
    page = ann.get_page(prepared).follow("Give up this preparation")
    assert coming() is not None
    page = page.form().submit()
    assert page.url == prepared
    assert coming() is None
    assert client.get_page(f"/deployments/{SOHO}/").h1 == "Soho and the West End"


def test_giving_up_an_entry_that_was_never_published_takes_it_out_of_the_register(ann, session):
    page = ann.get_page(f"{REGISTER}new/").form().submit(BASICS)
    page = page.follow("Give up this preparation").form().submit()
    assert page.url == REGISTER
    assert register.list_kept(session) == []


def test_what_somebody_saved_in_between_is_not_thrown_away(ann, bob, prepared, coming):
    page = ann.get_page(f"{prepared}give-up/")
    bob.get_page(f"{prepared}basics/").form().submit({"summary": "Bob’s words."})
    page = page.form().submit(status=409)
    assert "Bob Brook saved something on 2 November 2026" in page.text
    assert coming().as_revision.summary == "Bob’s words."
    page.form().submit()
    assert coming() is None


PAGES = [
    "", "basics/", "facts/cameras/", "facts/cameras/hours/", "area/", "zones/soho/", "zones/new/", "wards/",
    "outlines/", "arguments/", "arguments/new/", "arguments/wanted-people/", "documents/", "documents/new/",
    "documents/force-policy/", "promises/", "promises/new/", "balance/", "preview/", "give-up/",
    "zones/soho/remove/", "arguments/wanted-people/remove/",
]  # fmt: skip


def test_every_page_is_sound(ann, prepared):
    """The client checks each page: ids, labels, tokens, headings."""
    for path in PAGES:
        assert "Soho and the West End" in ann.get_page(prepared + path).text, path


NOWHERE = [
    "facts/colours/", "facts/cameras/decides/", "facts/cameras/colour/", "zones/nowhere/", "arguments/none/",
    "documents/none/", "promises/none/", "colours/red/remove/",
]  # fmt: skip


def test_what_is_not_there_is_not_found(ann, prepared):
    for path in NOWHERE:
        assert ann.raw.get(prepared + path).status_code == 404, path


def test_a_page_of_a_preparation_that_does_not_exist_leads_to_the_entry(ann, soho):
    assert ann.get_page(f"{soho}basics/").url == soho
