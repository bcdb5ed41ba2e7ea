"""The public register: every figure with its denominator, every statement with its source, and a map in words."""

import re
from dataclasses import replace

import pytest

from survey.domain.deployments.plan import LABELS
from survey.domain.evidence import Sureness, has_figure
from survey.store.deployments import register
from tests import demonstration
from tests.page import words

SOHO = "/deployments/soho-and-west-end/"
CROYDON = "/deployments/croydon-north-end/"


@pytest.fixture
def filled(session):
    """Both entries that come with the product."""
    for slug in ("soho-and-west-end", "croydon-north-end"):
        register.add_deployment(session, register.read_content(slug))
    session.commit()


@pytest.fixture(params=[SOHO, CROYDON])
def page(request, filled, client):
    return client.get_page(request.param)


def test_an_empty_register_says_so(client):
    assert "The register is empty" in client.get_page("/deployments/").text


def test_the_register_lists_and_leads_to_every_deployment(filled, client):
    page = client.get_page("/deployments/")
    assert page.h1 == "Deployments of fixed cameras"
    assert page.follow("Soho and the West End").h1 == "Soho and the West End"
    assert page.follow("Croydon North End").h1 == "Croydon North End"


@pytest.mark.parametrize(
    "url",
    [
        "/deployments/elsewhere/",
        "/deployments/elsewhere/revisions/1/",
        f"{SOHO}revisions/2/",
        f"{SOHO}revisions/0/",
        f"{SOHO}revisions/first/",
    ],
)
def test_what_is_not_there_is_not_found(filled, client, url):
    client.get_page(url, status=404)


def test_every_fact_is_shown_or_said_to_be_unpublished(page):
    shown = {words(key) for key in page.all("dt")}
    assert shown >= set(LABELS.values())


def test_soho_says_what_is_not_published(filled, client):
    text = client.get_page(SOHO).text
    assert "Sum asked of the council Not published" in text
    assert "Hours of use Not published" in text
    assert "Who decides Not published" in text
    assert "Equality impact assessment Not provided" in text


def statements(page):
    return page.all("article", class_="lp-statement")


def part(statement, class_):
    return " ".join(words(one) for one in statement.iter() if class_ in one.get("class", "").split())


def test_every_figure_has_its_denominator(page):
    assert len(statements(page)) > 15
    for statement in statements(page):
        said = f"{words(next(statement.iter('h3')))} {part(statement, 'lp-said')}"
        out_of = part(statement, "lp-out-of")
        assert out_of.startswith(("What the figures count", "No figure in this statement"))
        assert not has_figure(said) or out_of.startswith("What the figures count"), said


def test_every_statement_says_who_when_where_and_how_surely(page):
    for statement in statements(page):
        cited = part(statement, "lp-cited")
        assert re.search(r"\w+\. .*\b(19|20)\d\d|[Dd]ays? .*not seen", cited), cited
        assert re.search(r"Source: \w", cited.replace("“", "")), cited
        assert any(sureness.value in cited for sureness in Sureness), cited


def test_false_alerts_come_with_every_denominator(page):
    counted = [one for one in statements(page) if re.search(r"\d+ false alert", part(one, "lp-said"))]
    assert counted
    for statement in counted:
        out_of = part(statement, "lp-out-of")
        assert "faces" in out_of, out_of
        assert "alerts" in out_of.replace("false alerts", ""), out_of
        assert re.search(r"people|person", out_of), out_of


def test_arguments_stand_in_pairs_that_take_turns(page):
    sides = [
        [part(one, "lp-stance") for one in pair.iter("article")] for pair in page.all("div", class_="lp-pair")
    ]
    assert sides == [["For", "Against"], ["Against", "For"]] * 3


@pytest.mark.parametrize(
    ("url", "number", "area"),
    [(SOHO, 18, ["St James's E05013806", "West End E05013808"]), (CROYDON, 28, ["Fairfield E05011468"])],
)
def test_the_map_is_also_a_list(filled, client, url, number, area):
    page = client.get_page(url)
    (listed,) = page.all("ul", class_="lp-wards")
    wards = [words(item) for item in listed.iter("li")]
    assert len(wards) == number
    assert [ward.replace(" (in the area)", "") for ward in wards if "(in the area)" in ward] == area


def test_the_map_names_every_ward_and_marks_the_area_by_more_than_colour(filled, client):
    html = client.get_page(CROYDON).html
    assert len(re.findall(r'class="lp-tile__code"[^>]*>E0501\d{4}<', html)) == 28
    assert html.count('class="lp-tile__lamp"') == html.count("lp-tile--in") == 1
    assert '<title id="tiles-title">Schematic map of the wards of Croydon Council</title>' in html
    assert "in the area: Fairfield." in html


def test_nothing_unverified_is_shown(page):
    assert not re.search(r"Choudhury|always on|continuously|\b51\.\d\d", page.html)


def test_a_revision_keeps_its_address_and_says_what_changed(filled, client, session):
    found = register.find(session, "soho-and-west-end")
    first = register.read_content(found.slug).revisions[0]
    changed = replace(first, plan=replace(first.plan, status="withdrawn"), reason="The plan was withdrawn.")
    register.add_revision(session, found, changed)
    session.commit()

    page = client.get_page(SOHO)
    assert "The plan was withdrawn." in page.text
    old = page.follow("Revision 1")
    assert old.h1 == "Soho and the West End: revision 1"
    assert "This revision is out of date" in old.text
    assert old.follow("Read the newest, revision 2").h1 == "Soho and the West End"
    new = page.follow("Revision 2")
    assert "This is the newest revision" in new.text
    assert "Status Planned Withdrawn" in words(new.one("table"))


def test_a_revision_may_change_the_evidence_alone(filled, client, session):
    found = register.find(session, "soho-and-west-end")
    first = register.read_content(found.slug).revisions[0]
    fewer = replace(first.evidence, documents=first.evidence.documents[1:])
    register.add_revision(session, found, replace(first, evidence=fewer, change_summary="One document less."))
    session.commit()
    page = client.get_page(f"{SOHO}revisions/2/")
    assert "One document less." in page.text
    assert "not material" in page.text
    (table,) = page.all("table")
    assert words(table).startswith("Documents needed")
    assert "Equality impact assessment Not provided. Not yet asked for." in words(table)


@pytest.fixture
def three(filled, session):
    """Three revisions of one deployment."""
    found = register.find(session, "soho-and-west-end")
    first = register.read_content(found.slug).revisions[0]
    for name in ("Second name", "Third name"):
        plan = replace(first.plan, name=name)
        register.add_revision(session, found, replace(first, plan=plan, change_summary=name, material=True))
    session.commit()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (1, 3, "Name Soho and the West End Third name"),
        (3, 1, "Name Third name Soho and the West End"),  # the way back works too
        (2, 3, "Name Second name Third name"),
    ],
)
def test_any_two_revisions_stand_side_by_side(three, client, before, after, expected):
    page = client.get_page(f"{SOHO}compare/{before}/{after}/")
    assert expected in words(page.one("table"))
    assert f"Revision {before} and revision {after}" in page.h1


def test_a_revision_compared_with_itself_differs_in_nothing(three, client):
    assert "Nothing differs" in client.get_page(f"{SOHO}compare/2/2/").text


def test_two_revisions_are_chosen_from_a_list(three, client):
    page = client.get_page(SOHO).form("compare/").submit({"before": "1", "after": "2"})
    assert page.url.endswith("/compare/1/2/")
    assert client.get_page(f"{SOHO}compare/").url.endswith("/compare/2/3/"), "the newest two, unless chosen"


@pytest.mark.parametrize("numbers", ["1/9", "9/1", "0/1"])
def test_revisions_that_are_not_there_cannot_be_compared(three, client, numbers):
    client.get_page(f"{SOHO}compare/{numbers}/", status=404)


def test_a_deployment_says_that_it_is_no_longer_what_was_consulted_on(client, session):
    demonstration.load(session)
    croydon = demonstration.consultation(session, demonstration.CROYDON)
    page = client.get_page(CROYDON)
    assert "no longer what was consulted on" not in page.text
    croydon.outdated_by = 2
    found = register.find(session, "croydon-north-end")
    first = register.read_content(found.slug).revisions[0]
    register.add_revision(session, found, replace(first, change_summary="Moved.", material=True))
    session.commit()
    assert "This is no longer what was consulted on" in client.get_page(CROYDON).text
