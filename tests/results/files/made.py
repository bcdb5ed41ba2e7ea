"""A small release put together by hand, for the tests of its files: no database, no counting."""

from dataclasses import replace
from datetime import date

from results.domain.disclosure import to_json
from results.domain.profile import Margin
from results.domain.tables import Table
from results.domain.themes import NO_THEME
from results.files.material import Census, Group, Material, RuleUsed, Told
from results.releases import Release
from survey.domain.consultations import Rules
from survey.domain.languages import LANGUAGES
from survey.domain.questionnaires.questions import (
    LongText,
    Option,
    Page,
    Questionnaire,
    Section,
    SingleChoice,
    SupportScale,
)
from survey.store.consultations import Consultation
from tests.results.released import LIMITS, PURPOSES, RULES, exact, grouped, profiled

DAY = date(2026, 10, 26)
SLUG = "lamps-and-cameras"
CHECKSUM = "ab" * 32
ENGLISH = next(found for found in LANGUAGES if found.code == "en")
WELSH = next(found for found in LANGUAGES if found.code == "cy")
HOME = f"https://consult.council.example/consultations/{SLUG}/results/"
SUPPORT = SupportScale(code="support", text="Do you support or oppose fixed cameras in this area?")
# A text that a spreadsheet would run.
FORMULA = SingleChoice(
    code="heard",
    text="=1+1 How much had you heard?",
    options=(Option("lot", "@A lot"), Option("some", "-Some"), Option("pns", "Prefer not to say", apart=True)),
)
WHY = LongText(code="why", text="Why do you think so?")
FEW = SingleChoice(code="few", text="Did you see the sign?", options=(Option("yes", "Yes"), Option("no", "No")))
SEX = SingleChoice(
    code="sex",
    text="What is your sex?",
    options=(Option("f", "Female"), Option("m", "Male"), Option("pns", "Prefer not to say", apart=True)),
)
RELIGION = SingleChoice(
    code="religion", text="What is your religion?", options=(Option("none", "None"), Option("some", "Some"))
)
CHANNEL = SingleChoice(
    code="channel",
    text="How the answers came",
    options=(Option("web", "On the web"), Option("paper", "On paper")),
)
ASKED = Questionnaire(
    "q",
    "Cameras",
    (
        Section("plan", "The plan", (Page("p1", (SUPPORT, FORMULA, PURPOSES)),)),
        Section("limits", "Limits", (Page("p2", (LIMITS, WHY, FEW)),)),
        Section("you", "About you", (Page("p3", (SEX, RELIGION)),), kind="equality"),
    ),
)
ALONE = {
    "support": (exact(SUPPORT, (100, 80, 40, 60, 90, 31)),),
    "heard": (exact(FORMULA, (200, 150, 51)),),
    "purposes": tuple(exact(PURPOSES, (90, 80, 70, 60, 50, 51), part=part) for part in ("theft", "missing")),
    "limits": (exact(LIMITS, (300, 200, 100)),),
    "why": (RULES.everybody(Table("why", None, (), None, None, (), 120, 281, 0)),),
    "few": (exact(FEW, (11, 12)),),
    "sex": (profiled(SEX, (213, 160, 17)),),
    "religion": (profiled(RELIGION, (300, 4)),),
    "channel": (profiled(CHANNEL, (390, 11)),),
}
BY_SEX = {
    "support": tuple(
        grouped(SUPPORT, counts, value, group="sex")
        for value, counts in (("f", (60, 50, 23, 40, 30, 10)), ("m", (37, 30, 17, 19, 55, 2)), ("pns", (3, 0, 0, 1, 5, 8)))
    ),
    "heard": tuple(
        grouped(FORMULA, counts, value, group="sex")
        for value, counts in (("f", (120, 83, 10)), ("m", (78, 62, 20)), ("pns", (2, 5, 10)))
    ),
}
BY_CHANNEL = {
    "support": tuple(
        grouped(SUPPORT, counts, value, group="channel")
        for value, counts in (("web", (95, 78, 40, 58, 89, 30)), ("paper", (5, 2, 0, 2, 1, 1)))
    )
}
CENSUS = {
    "sex": Census(Margin("sex", (("f", 520), ("m", 480)), "Census 2021", "2021-03-21", "All who live here."), ("pns",))
}
CAME = tuple((date(2026, 9, 1 + number), text) for number, text in enumerate(("It opened.", "It closed.")))
TOLD = Told(
    log=CAME,
    rules=(RuleUsed("The same long text", "It stands in three responses or more.", "fewer than 10", 2),),
    came_besides=("3 letters",),
    ways=(("web", "On the web"), ("paper", "On paper")),
)


def release(**changes):
    told = {"edition": 1, "made_on": DAY, "counted": 401, "excluded": 2, "receipts": 3, "checksum": CHECKSUM}
    return Release(id="f" * 32, characteristics=["sex", "channel"], **(told | changes))


def consultation(**changes):
    margins = {"sex": {"counts": {"f": 520, "m": 480}, "apart": ["pns"], "source": "Census 2021", "date": "2021"}}
    told = {
        "title": "Lamps and cameras",
        "summary": "Should cameras be fixed to lamp-posts?",
        "council": "Borsetshire Council",
        "opens_on": date(2026, 9, 1),
        "closes_on": date(2026, 10, 14),
        "closed_on": date(2026, 10, 15),
        "rules": Rules(("sex",), margins=margins).dump(),
        "changes": [],
        "synthetic": False,
    }
    return Consultation(slug=SLUG, **(told | changes))


def material(told=TOLD, **changes):
    """The whole release; `changes` are of the consultation."""
    return Material(
        consultation=consultation(**changes),
        release=release(),
        questionnaire=ASKED,
        alone=ALONE,
        by={"sex": BY_SEX, "channel": BY_CHANNEL},
        with_excluded={},
        groups=(Group(SEX, "sex"), Group(CHANNEL, "way of answering")),
        home=HOME,
        census=CENSUS,
        told=told,
    )


def with_parts(**parts):
    return material(replace(TOLD, parts=parts))


CODED = replace(FEW, code="why", options=(Option("cost", "Cost"), Option(NO_THEME, "None")))
THEMES = {
    "why": {
        "question": "why",
        "option": None,
        "table": to_json(grouped(CODED, (160, 3), "why", group="coded-texts")),
        "themes": [{"code": "cost", "name": "Cost", "definition": "What it costs."}],
        "coders": 2,
        "share": 10,
        "agreement": {"alpha": 0.85, "level": "high", "themes": {}},
        "quotes": [{"theme": "cost", "language": "en", "pieces": [["Ask ", ""], ["", "name"], [" what it costs.", ""]]}],
    }
}
