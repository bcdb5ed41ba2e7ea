"""Questionnaires made up by Hypothesis: every type of question, conditions, and texts that people would not write."""

from hypothesis import strategies as st

from survey.domain.questionnaires.kinds import (
    LIKELIHOOD_POINTS,
    TYPES,
    AreaGrid,
    ConstantSum,
    Date,
    DateBand,
    Document,
    Likelihood,
    Link,
    Ranking,
    ReaderText,
)
from survey.domain.questionnaires.piping import BEGINNING
from survey.domain.questionnaires.questions import (
    Area,
    Band,
    CitedFact,
    CitedSource,
    Definition,
    Detail,
    Grid,
    Guidance,
    LongText,
    MultipleChoice,
    Number,
    Option,
    Page,
    Questionnaire,
    Row,
    Section,
    ShortText,
    SingleChoice,
    SupportScale,
)

# Among them what spreadsheets, ODK and our own piping read as something else.
NASTY = ("=1+1", "${name}", "a_x0041_b", " padded ", "two\n\nparagraphs", "tab\there", "**bold** <b>", "x\r\ny", "\x0b", "🏮 ليل", "{brace}", "'\"&<>")
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30),
).filter(lambda text: text.strip() and BEGINNING not in text)
optional_texts = st.one_of(st.just(""), texts)
CODES = st.from_regex(r"[A-Za-z0-9]{1,4}(-[A-Za-z0-9]{1,4}){0,2}", fullmatch=True)


def unique_codes(fewest, most):
    return st.lists(CODES, min_size=fewest, max_size=most, unique=True)


@st.composite
def options(draw, fewest=2, most=5, *, plain=False, exclusive=False):
    found = []
    for code in draw(unique_codes(fewest, most)):
        extra = {} if plain else {
            "hint": draw(optional_texts),
            "apart": draw(st.booleans()),
            "exclusive": exclusive and draw(st.booleans()),
            "detail": draw(st.none() | st.builds(Detail, texts, st.integers(1, 500))),
        }
        found.append(Option(code, draw(texts), **extra))
    return tuple(found)


rows = unique_codes(1, 4).flatmap(lambda codes: st.tuples(*(st.builds(Row, st.just(code), texts) for code in codes)))
guidance = st.none() | st.builds(Guidance, texts, texts)


@st.composite
def shared(draw, code):
    """What every question has."""
    return {
        "code": code,
        "text": draw(texts),
        "hint": draw(optional_texts),
        "required": draw(st.booleans()),
        "guidance": draw(guidance),
        "definitions": draw(st.just(()) | st.tuples(st.builds(Definition, texts, texts))),
        "facts": draw(st.just(()) | st.tuples(CODES)),
        "cited": draw(st.just(()) | st.tuples(st.builds(CitedFact, CODES, texts, texts, sources=st.tuples(st.builds(CitedSource, texts))))),
    }


@st.composite
def single(draw, code):
    return SingleChoice(**draw(shared(code)), options=draw(options()))


@st.composite
def scale(draw, code):
    return SupportScale(**draw(shared(code)))


@st.composite
def multiple(draw, code):
    found = draw(options(exclusive=True))
    most = sum(not option.exclusive for option in found)
    limit = draw(st.integers(1, most)) if most and draw(st.booleans()) else None
    return MultipleChoice(**draw(shared(code)), options=found, at_most=limit)


@st.composite
def area(draw, code):
    found = draw(options(fewest=0))
    return Area(**draw(shared(code)), options=found, areas=draw(st.sampled_from(("wards", "zones"))))


@st.composite
def grid(draw, code):
    return Grid(**draw(shared(code)), rows=draw(rows), options=draw(options(plain=True)), all_rows=draw(st.booleans()))


@st.composite
def area_grid(draw, code):
    return AreaGrid(**draw(shared(code)), rows=draw(st.just(()) | rows))


@st.composite
def number(draw, code):
    low = draw(st.integers(-50, 50))
    bands = (Band("few", draw(texts), low, low + 4), Band("many", draw(texts), low + 5, low + 99))
    around = {"prefix": draw(optional_texts), "suffix": draw(optional_texts)}
    return Number(**draw(shared(code)), minimum=low, maximum=low + 99, bands=draw(st.sampled_from(((), bands))), **around)


@st.composite
def short(draw, code):
    return ShortText(**draw(shared(code)), max_length=draw(st.integers(1, 500)))


@st.composite
def long(draw, code):
    return LongText(**draw(shared(code)), max_length=draw(st.integers(1, 5000)))


@st.composite
def ranking(draw, code):
    return Ranking(**draw(shared(code)), options=draw(options(plain=True)), ranks=draw(st.integers(1, 2)))


@st.composite
def day(draw, code):
    if draw(st.booleans()):
        return Date(**draw(shared(code)), minimum="2026-01-15", maximum="2026-07-02", by_month=True)
    bands = (
        DateBand("before", draw(texts), "2000-01-01", "2009-12-31"),
        DateBand("after", draw(texts), "2010-01-01", "2019-12-31"),
    )
    return Date(**draw(shared(code)), minimum="2000-01-01", maximum="2019-12-31", bands=bands)


@st.composite
def likelihood(draw, code):
    return Likelihood(**draw(shared(code)), low=draw(texts), high=draw(texts), options=LIKELIHOOD_POINTS)


@st.composite
def constant_sum(draw, code):
    return ConstantSum(**draw(shared(code)), options=draw(options(plain=True)), total=draw(st.integers(10, 1000)))


@st.composite
def reader_text(draw, code):
    return ReaderText(**draw(shared(code)) | {"required": False}, body=draw(texts))


@st.composite
def document(draw, code):
    link = Link(draw(texts), draw(st.sampled_from(("/plans/", "https://council.example/plan.pdf"))))
    return Document(**draw(shared(code)) | {"required": False}, body=draw(texts), link=link)


# One row a type; tests/survey/domain/interchange/test_schema.py holds it equal to TYPES.
QUESTIONS = {
    "single_choice": single,
    "support_scale": scale,
    "multiple_choice": multiple,
    "grid": grid,
    "number": number,
    "short_text": short,
    "long_text": long,
    "area": area,
    "ranking": ranking,
    "date": day,
    "area_grid": area_grid,
    "likelihood": likelihood,
    "constant_sum": constant_sum,
    "reader_text": reader_text,
    "document": document,
}


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


@st.composite
def questionnaires(draw, kinds=tuple(TYPES)):
    """A sound questionnaire."""
    codes = draw(unique_codes(1, 6))
    earlier, pages = [], []
    for number_of_page, code in enumerate(codes):
        wanted = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=2))
        asked = tuple(draw(QUESTIONS[kind](f"q{number_of_page}{place}{code}")) for place, kind in enumerate(wanted))
        title = draw(texts) if len(asked) > 1 else draw(optional_texts)
        pages.append(Page(f"p{code}", asked, title, draw(conditions(earlier))))
        earlier.extend(asked)
    split = draw(st.integers(1, len(pages)))
    sections = [Section("first", draw(texts), tuple(pages[:split]))]
    if pages[split:]:
        sections.append(Section("2nd", draw(texts), tuple(pages[split:])))
    return Questionnaire(draw(CODES), draw(texts), tuple(sections), draw(st.sampled_from(("en", "cy", "de-informal"))))
