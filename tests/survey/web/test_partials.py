"""Our own field partials make the same markup as the design system's macros, only faster.

The macros are the reference: when they are updated and their markup changes, these tests say where.
"""

import dataclasses
from types import SimpleNamespace

import html5lib
import pytest
from jinja2 import Environment, FileSystemLoader, PackageLoader, PrefixLoader

from survey.domain.languages import ENGLISH
from survey.domain.questionnaires.kinds import TYPES
from survey.domain.questionnaires.publishing import TOLD
from survey.domain.questionnaires.questions import (
    Area,
    Detail,
    Grid,
    Guidance,
    LongText,
    MultipleChoice,
    Number,
    Option,
    Row,
    ShortText,
    SingleChoice,
    SupportScale,
)
from survey.web.fields import TEMPLATES
from survey.web.templating import facts_in_language
from survey.web.translating.showing import lang_of
from tests.source import ROOT

OURS = Environment(
    loader=FileSystemLoader(ROOT / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    extensions=["jinja2.ext.i18n"],
)
OURS.install_null_translations(newstyle=True)
OURS.policies["ext.i18n.trimmed"] = True
OURS.filters["facts_in_language"] = facts_in_language
OURS.globals |= {"lang_of": lang_of, "language": ENGLISH}
THEIRS = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}), autoescape=True
)
# Marks that the macros print on every form and that say nothing to us.
IGNORED = {"tabindex"}
OTHER = Option("other", "Something else", detail=Detail("Tell us what, in a few words"))
OPTIONS = (Option("yes", "Yes, & gladly", hint="Whatever it costs"), Option("no", "No"), OTHER)
APART = Option("dont-know", "Don’t know", apart=True)
ALONE = Option("none", "None of these", exclusive=True)
TOLD_AT = "-publishing"
MANY_AREAS = tuple(Option(f"ward-{number}", f"Ward {number}") for number in range(13))
GUIDANCE = Guidance("What the sum would buy", "Nothing was published.\n\nWe asked.")


def tree(html):
    """The elements and texts of a fragment, without what browsers do not see: spaces and attribute order."""
    fragment = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return [_node(child) for child in fragment]


def _node(element):
    attributes = {
        name: " ".join(value.split()) for name, value in element.attrib.items() if name not in IGNORED
    }
    texts = [element.text, *(child.tail for child in element)]
    words = " ".join(" ".join(filter(None, texts)).split())
    return element.tag, dict(sorted(attributes.items())), words, [_node(child) for child in element]


def field_of(question, values=None, problems=None):
    return SimpleNamespace(question=question, values=values or {}, problems=problems or {})


def ours(field, heading):
    """Without what is told about publishing, which the macros have no place for."""
    return [_untold(node) for node in _drawn(field, heading)]


def _untold(node):
    tag, attributes, words, children = node
    described = [name for name in attributes.get("aria-describedby", "").split() if not name.endswith(TOLD_AT)]
    rest = {name: text for name, text in attributes.items() if name != "aria-describedby"}
    rest |= {"aria-describedby": " ".join(described)} if described else {}
    kept = [_untold(child) for child in children if not child[1].get("id", "").endswith(TOLD_AT)]
    return tag, dict(sorted(rest.items())), words, kept


def _drawn(field, heading):
    return tree(OURS.get_template(TEMPLATES[field.question.kind]).render(field=field, heading=heading))


def theirs(component, **params):
    name = "govuk" + component.title().replace("-", "")
    path = f"govuk_frontend_jinja/components/{component}/macro.html"
    source = f"{{% from '{path}' import {name} %}}{{{{ {name}(params) }}}}"
    return tree(THEIRS.from_string(source).render(params=params))


def details():
    paragraphs = "".join(f'<p class="govuk-body">{part}</p>' for part in GUIDANCE.text.split("\n\n"))
    return theirs("details", summaryText=GUIDANCE.summary, html=paragraphs)[0]


def without_details(nodes):
    """The same without the guidance, which the macros have no place for."""
    return [
        (tag, attributes, words, without_details(children))
        for tag, attributes, words, children in nodes
        if tag != "details"
    ]


def named(field, heading, size="l"):
    """The parameters that every component shares."""
    question = field.question
    problem = field.problems.get(question.code)
    title = {"text": question.text, "isPageHeading": heading}
    shared = {"name": question.code}
    if question.hint:
        shared["hint"] = {"text": question.hint}
    if problem:
        shared["errorMessage"] = {"text": problem}
    return shared, title, size if heading else "m"


def inner_input(field, option):
    """The text that goes with an option, as the macro for a line of text makes it."""
    key = f"{field.question.code}.{option.code}"
    params = {"id": key, "name": key, "label": {"text": option.detail.label}}
    if key in field.values:
        params["value"] = field.values[key]
    if key in field.problems:
        params["errorMessage"] = {"text": field.problems[key]}
    path = "govuk_frontend_jinja/components/input/macro.html"
    source = f"{{% from '{path}' import govukInput %}}{{{{ govukInput(params) }}}}"
    return THEIRS.from_string(source).render(params=params)


def items_of(field, *, many):
    question, chosen = field.question, field.values.get(field.question.code, ())
    chosen = [chosen] if isinstance(chosen, str) else chosen
    items, divided = [], False
    for option in question.options:
        if (option.apart or (many and option.exclusive)) and not divided:
            items.append({"divider": "or"})
            divided = True
        item = {"value": option.code, "text": option.label, "checked": option.code in chosen}
        if option.hint:
            item["hint"] = {"text": option.hint}
        if option.detail:
            item["conditional"] = {"html": inner_input(field, option)}
        if many and option.exclusive:
            item["behaviour"] = "exclusive"
        items.append(item)
    return items


def without_expanding(nodes):
    """The same without what hides the text of an option: of radios a style does that, not the script."""
    kept = []
    for tag, attributes, words, children in nodes:
        seen = {
            name: value.replace(" govuk-radios__conditional--hidden", "")
            for name, value in attributes.items()
            if name != "data-aria-controls"
        }
        kept.append((tag, seen, words, without_expanding(children)))
    return kept


def reference_choices(component, field, heading):
    shared, title, size = named(field, heading)
    legend = title | {"classes": f"govuk-fieldset__legend--{size}"}
    many = component == "checkboxes"
    drawn = theirs(
        component,
        **shared,
        idPrefix=field.question.code,
        fieldset={"legend": legend},
        items=items_of(field, many=many),
    )
    return drawn if many else without_expanding(drawn)


CHOICES = [
    # component, question, values, problems
    ("radios", SingleChoice(code="pay", text="Should it <pay>?", hint="In your view", options=OPTIONS), {}, {}),
    ("radios", SingleChoice(code="pay", text="Should it pay?", options=(*OPTIONS, APART)), {"pay": "no"}, {}),
    ("radios", SingleChoice(code="pay", text="Should it pay?", options=OPTIONS), {"pay": "other", "pay.other": "Both"}, {}),
    ("radios", SingleChoice(code="pay", text="Should it pay?", options=OPTIONS), {"pay": "other"}, {"pay.other": "Enter a text."}),
    ("radios", SingleChoice(code="pay", text="Should it pay?", hint="One", options=OPTIONS), {}, {"pay": "Choose one."}),
    ("radios", SupportScale(code="support", text="Do you support it?"), {"support": "neither"}, {}),
    ("radios", SupportScale(code="support", text="Do you support it?"), {"support": "dont-know"}, {}),
    ("radios", Area(code="area", text="Which area?", options=MANY_AREAS[:12]), {"area": "ward-3"}, {}),
    ("checkboxes", MultipleChoice(code="ways", text="Which ways?", hint="Any", options=(*OPTIONS, ALONE)), {}, {}),
    ("checkboxes", MultipleChoice(code="ways", text="Which ways?", hint="Any", options=(*OPTIONS, ALONE, APART)), {"ways": ["yes", "none"]}, {"ways": "Alone."}),
    ("checkboxes", MultipleChoice(code="ways", text="Which ways?", hint="Any", options=OPTIONS), {"ways": ["other"], "ways.other": "A \"quote\""}, {}),
]  # fmt: skip


@pytest.mark.parametrize("heading", [True, False])
@pytest.mark.parametrize(("component", "question", "values", "problems"), CHOICES)
def test_options_to_choose_from(component, question, values, problems, heading):
    field = field_of(question, values, problems)
    assert ours(field, heading) == reference_choices(component, field, heading)


@pytest.mark.parametrize("problems", [{}, {"area": "Choose one of the answers in the list."}])
@pytest.mark.parametrize("heading", [True, False])
def test_many_areas_are_a_list_to_pick_from(problems, heading):
    question = Area(code="area", text="Which area?", hint="The one you know best", options=MANY_AREAS)
    field = field_of(question, {"area": "ward-7"}, problems)
    shared, title, size = named(field, heading)
    items = [{"value": o.code, "text": o.label, "selected": o.code == "ward-7"} for o in MANY_AREAS]
    reference = theirs(
        "select",
        **shared,
        id="area",
        label=title | {"classes": f"govuk-label--{size}"},
        items=[{"value": "", "text": "Choose one"}, *items],
    )
    assert ours(field, heading) == reference


LINES = [
    # question, values, problems, parameters of its own
    (ShortText(code="name", text="What is its name?"), {}, {}, {}),
    (ShortText(code="name", text="What is its name?", hint="In full"), {"name": "<b>"}, {"name": "Too long."}, {}),
    (Number(code="sum", text="Up to what sum?"), {"sum": 0}, {}, {}),
    (Number(code="sum", text="Up to what sum?", prefix="£"), {"sum": "a lot"}, {"sum": "In figures."}, {"prefix": {"text": "£"}}),
    (Number(code="sum", text="Up to what sum?", prefix="£", suffix="a year"), {}, {}, {"prefix": {"text": "£"}, "suffix": {"text": "a year"}}),
]  # fmt: skip


@pytest.mark.parametrize("heading", [True, False])
@pytest.mark.parametrize(("question", "values", "problems", "own"), LINES)
def test_a_line_of_text_or_a_number(question, values, problems, own, heading):
    field = field_of(question, values, problems)
    shared, title, size = named(field, heading)
    if question.kind == "number":
        own = own | {"classes": "govuk-input--width-10", "inputmode": "numeric"}
    if question.code in values:
        own = own | {"value": str(values[question.code])}
    label = title | {"classes": f"govuk-label--{size}"}
    assert ours(field, heading) == theirs("input", **shared, id=question.code, label=label, **own)


@pytest.mark.parametrize("publishing", TOLD)
@pytest.mark.parametrize("cls", [ShortText, LongText, SingleChoice])
def test_every_text_says_whether_it_may_be_published_to_those_who_hear_it_too(cls, publishing):
    own = {"publishing": publishing}
    if cls is SingleChoice:
        own = {"options": (Option("a", "A"), Option("b", "B", detail=Detail("What?", **own)))}
    key = "why.b" if cls is SingleChoice else "why"
    html = OURS.get_template(TEMPLATES[cls.kind]).render(
        field=field_of(cls(code="why", text="Why?", **own)), heading=True
    )
    page = html5lib.parseFragment(html, namespaceHTMLElements=False)
    (told,) = [one for one in page.iter() if one.get("id") == f"{key}-publishing"]
    (field,) = [one for one in page.iter() if one.get("id") == key and one.tag in ("input", "textarea")]
    assert told.text == TOLD[publishing]
    assert told.get("id") in field.get("aria-describedby").split()


@pytest.mark.parametrize("problems", [{}, {"why": "Too long."}])
@pytest.mark.parametrize("heading", [True, False])
@pytest.mark.parametrize("hint", ["", "No names, please"])
def test_sentences_of_text(problems, heading, hint):
    field = field_of(LongText(code="why", text="Why?", hint=hint), {"why": "One\nTwo </textarea>"}, problems)
    shared, title, size = named(field, heading)
    reference = theirs(
        "character-count",
        **shared,
        id="why",
        label=title | {"classes": f"govuk-label--{size}"},
        value=field.values["why"],
        rows="8",
        maxlength=2000,
        textareaDescriptionText="You can enter up to 2,000 characters",
    )
    assert ours(field, heading) == reference


def test_a_text_keeps_its_first_line_empty_where_it_was_typed_so():
    field = field_of(LongText(code="why", text="Why?"), {"why": "\nTwo"})
    html = OURS.get_template("partials/fields/long_text.html").render(field=field, heading=True)
    assert ">\n\nTwo</textarea>" in html  # an HTML parser drops the first line break of a text box


def test_each_row_of_a_grid_is_a_set_of_radios():
    rows = Row("theft", "Theft"), Row("missing", "Missing people")
    question = Grid(code="purposes", text="For each purpose?", rows=rows)
    field = field_of(question, {"purposes.theft": "neither"}, {"purposes.missing": "Choose one."})
    [(_tag, _attributes, _words, children)] = ours(field, heading=True)
    for row, drawn in zip(rows, children[1:], strict=True):
        key = f"purposes.{row.code}"
        alone = SingleChoice(code=key, text=row.label, options=question.options)
        of_row = field_of(alone, field.values, field.problems)
        shared, title, _size = named(of_row, heading=False)
        legend = title | {"classes": "govuk-fieldset__legend--s"}
        assert [drawn] == theirs(
            "radios",
            **shared,
            idPrefix=key,
            classes="govuk-radios--small",
            fieldset={"legend": legend},
            items=items_of(of_row, many=False),
        )


GUIDED = [
    SingleChoice(code="q", text="Q?", options=OPTIONS, guidance=GUIDANCE),
    ShortText(code="q", text="Q?", guidance=GUIDANCE),
    LongText(code="q", text="Q?", guidance=GUIDANCE),
    Area(code="q", text="Q?", options=MANY_AREAS, guidance=GUIDANCE),
    Grid(code="q", text="Q?", rows=(Row("a", "A"),), guidance=GUIDANCE),
]


@pytest.mark.parametrize("question", GUIDED, ids=lambda question: question.kind)
def test_guidance_opens_under_the_question(question):
    def found(nodes):
        return [n for node in nodes for n in ([node] if node[0] == "details" else found(node[3]))]

    field = field_of(question)
    plain = field_of(type(question)(**{**vars_of(question), "guidance": None}))
    drawn = ours(field, heading=True)
    assert found(drawn) == [details()]
    assert without_details(drawn) == ours(plain, heading=True)


def vars_of(question):
    return {field.name: getattr(question, field.name) for field in dataclasses.fields(question)}


def test_every_type_of_question_has_its_partial():
    assert {path.stem for path in (ROOT / "templates/partials/fields").iterdir()} == set(TYPES)


@pytest.mark.parametrize(("at_most", "asked"), [(None, "Choose all that apply."), (3, "Choose up to 3.")])
def test_a_multiple_choice_without_a_hint_says_how_many(at_most, asked):
    question = MultipleChoice(code="ways", text="Which ways?", options=OPTIONS, at_most=at_most)
    html = OURS.get_template("partials/fields/multiple_choice.html").render(
        field=field_of(question), heading=True
    )
    assert asked in html


def test_an_error_summary_leads_to_each_field():
    problems = {"": "This page was open too long.", "pay": "Choose one."}
    drawn = tree(OURS.get_template("partials/error_summary.html").render(problems=problems))
    reference = theirs(
        "error-summary",
        titleText="There is a problem",
        errorList=[{"text": "This page was open too long."}, {"text": "Choose one.", "href": "#pay"}],
    )
    assert drawn == reference


def test_without_problems_there_is_no_error_summary():
    assert not OURS.get_template("partials/error_summary.html").render(problems={}).strip()
