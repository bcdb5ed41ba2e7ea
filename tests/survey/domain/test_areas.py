"""Places of a deployment as options of a question."""

from survey.domain.areas import area_options, asked_of, codes_of
from survey.domain.deployments.plan import Ward, Zone
from survey.domain.questionnaires.definition import with_areas
from survey.domain.questionnaires.questions import Area, Option, Page, Questionnaire, Section
from tests.survey.domain.deployments.examples import plan

ELSEWHERE = Option("elsewhere", "Somewhere else")
MOVED = plan(
    zones=(Zone("quay", "The quay"),), wards=(Ward("E05000003", "East", 0, 0, in_area=True), *plan().wards[:1])
)


def asking(areas):
    questions = (Area(code="area", text="Which do you know best?", areas=areas, options=(ELSEWHERE,)),)
    page = Page(code="p", title="", when=None, questions=questions)
    section = Section(code="s", title="S", kind="opinion", pages=(page,))
    return Questionnaire(code="q", title="Q", language="en", sections=(section,))


def offered(questionnaire):
    return [option.code for option in questionnaire.question("area").options]


def test_wards_are_offered_by_name_and_zones_in_their_order():
    assert [option.label for option in area_options(MOVED)["wards"]] == ["East", "North"]
    assert [option.code for option in area_options(MOVED)["zones"]] == ["quay"]


def test_asking_again_offers_the_places_of_the_new_plan_and_the_options_that_are_no_place():
    for areas, expected in (("zones", ["quay", "elsewhere"]), ("wards", ["E05000003", "E05000001", "elsewhere"])):
        asked = with_areas(asking(areas), area_options(plan()))
        again = asked_of(asked, MOVED, earlier=codes_of(plan()))
        assert offered(again) == expected


def test_a_plan_that_stayed_is_asked_about_in_the_same_words():
    asked = with_areas(asking("zones"), area_options(plan()))
    assert asked_of(asked, plan(), earlier=codes_of(plan())) == asked
