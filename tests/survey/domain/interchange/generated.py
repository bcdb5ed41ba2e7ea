"""Questionnaires with texts that people would not write, codes of every form, and conditions inside conditions."""

from hypothesis import strategies as st

from survey.domain.questionnaires.kinds import TYPES
from survey.domain.questionnaires.piping import BEGINNING
from survey.domain.questionnaires.questions import CitedFact, CitedSource, Definition, Guidance, Number
from tests.survey.domain.questionnaires import generated

# Among them what spreadsheets, ODK and our own piping read as something else.
NASTY = ("=1+1", "${name}", "a_x0041_b", " padded ", "two\n\nparagraphs", "tab\there", "**bold** <b>", "x\r\ny", "\x0b", "🏮 ليل", "{brace}", "'\"&<>")
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30),
).filter(lambda text: text.strip() and BEGINNING not in text)
CODES = st.from_regex(r"[A-Za-z0-9]{1,4}(-[A-Za-z0-9]{1,4}){0,2}", fullmatch=True)

# One row a type; tests/survey/domain/interchange/test_schema.py holds it equal to TYPES.
QUESTIONS = generated.kinds_of(
    {
        "code": st.just("q"),
        "text": texts,
        "hint": st.just("") | texts,
        "required": st.booleans(),
        "guidance": st.none() | st.builds(Guidance, texts, texts),
        "definitions": st.just(()) | st.tuples(st.builds(Definition, texts, texts)),
        "facts": st.just(()) | st.tuples(CODES),
        "cited": st.just(()) | st.tuples(st.builds(CitedFact, CODES, texts, texts, sources=st.tuples(st.builds(CitedSource, texts)))),
    },
    words=texts,
    codes=CODES,
)


def comparisons(question):
    """Conditions on one question."""
    yield {"question": question.code, "answered": True}
    yield {"question": question.code, "answered": False}
    if isinstance(question, Number):
        yield {"question": question.code, "at_least": 3}
        yield {"question": question.code, "at_most": 7}
    if hasattr(question, "option_codes") and question.option_codes and question.code in question.keys:
        yield {"question": question.code, "is": list(question.option_codes[:2])}


@st.composite
def conditions(draw, earlier):
    """A condition on what is asked earlier; None where nothing is."""
    known = [found for question in earlier if question.asks for found in comparisons(question)]
    if not known or draw(st.booleans()):
        return draw(st.sampled_from((None, {"fact": "sum-published"})))
    leaves = st.sampled_from(known)
    return draw(
        st.recursive(
            leaves,
            lambda inner: st.one_of(
                inner.map(lambda part: {"not": part}),
                st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
                st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            ),
            max_leaves=4,
        )
    )


def questionnaires(kinds=tuple(TYPES)):
    """A sound questionnaire of questions of these types."""
    return generated.questionnaires({kind: QUESTIONS[kind] for kind in kinds}, conditions, words=texts, codes=CODES)
