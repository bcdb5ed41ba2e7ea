"""Questionnaires of every type, and answers to them, drawn by Hypothesis."""

from dataclasses import replace

from hypothesis import strategies as st

from survey.domain.questionnaires.kinds import (
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
from survey.domain.questionnaires.publishing import TOLD
from survey.domain.questionnaires.questions import (
    Area,
    Band,
    Choice,
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

words = st.text("abc déf’", min_size=1, max_size=20).filter(str.strip)
codes = st.from_regex(r"[a-z]{2,8}", fullmatch=True)
flags = st.booleans()
WEEKS = (
    DateBand("first", "First half", "2026-03-01", "2026-03-15"),
    DateBand("second", "Second half", "2026-03-16", "2026-04-30"),
)
SPAN = {"minimum": st.just("2026-03-01"), "maximum": st.just("2026-04-30")}
facts = st.builds(
    CitedFact,
    code=codes,
    title=words,
    text=words,
    out_of=st.just(("all faces",)),
    sources=st.just((CitedSource("A paper"),)),
)


def _number(lowest, highest, banded, few, many, **own):
    """Every whole number from 0 to 9 is among those that it takes."""
    bands = (Band("few", few, lowest, 4), Band("many", many, 5, highest)) if banded else ()
    return Number(minimum=lowest, maximum=highest, bands=bands, **own)


def kinds_of(own, words=words, codes=codes):
    """A strategy for each type of question; `own` are the fields that all of them have."""

    def things(cls, *, fewest, most, **parts):
        made = st.builds(cls, code=codes, label=words, **parts)
        return st.lists(made, min_size=fewest, max_size=most, unique_by=lambda thing: thing.code).map(tuple)

    plain = things(Option, fewest=2, most=6)
    rows = things(Row, fewest=2, most=4)
    publishing = {"publishing": st.sampled_from([*TOLD])}
    details = st.none() | st.builds(Detail, label=words, max_length=st.integers(1, 500), **publishing)
    # At least two that can change places, whatever else there is.
    options = st.tuples(
        plain, things(Option, fewest=0, most=3, hint=words, exclusive=flags, apart=flags, detail=details)
    ).map(lambda both: (*both[0], *(o for o in both[1] if o.code not in {option.code for option in both[0]})))
    around = words | st.just("")
    order = {"random_order": flags}
    unasked = own | {"required": st.just(False)}
    links = st.builds(Link, label=words, address=st.sampled_from(["/deployments/", "https://example.org/a.pdf"]))
    return {
        "single_choice": st.builds(SingleChoice, options=options, **order, **own),
        "support_scale": st.builds(SupportScale, **own),
        "multiple_choice": st.builds(MultipleChoice, options=options, at_least=st.none() | st.just(1), at_most=st.none() | st.just(2), **order, **own),
        "grid": st.builds(Grid, rows=rows, options=things(Option, fewest=2, most=5, apart=flags), all_rows=flags, **order, **own),
        "number": st.builds(_number, lowest=st.integers(-50, 0), highest=st.integers(9, 99), banded=flags, few=words, many=words, prefix=around, suffix=around, **own),
        "short_text": st.builds(ShortText, max_length=st.integers(1, 500), **publishing, **own),
        "long_text": st.builds(LongText, max_length=st.integers(1, 5000), **publishing, **own),
        "area": st.builds(Area, areas=st.sampled_from(["wards", "zones"]), options=options, **own),
        "ranking": st.builds(Ranking, options=plain, ranks=st.integers(1, 10), **order, **own),
        "date": st.builds(Date, bands=st.just(WEEKS), **SPAN, **own) | st.builds(Date, by_month=st.just(True), **SPAN, **own),
        "area_grid": st.builds(AreaGrid, rows=rows, at_least=st.none() | st.just(2), **own),
        "likelihood": st.builds(Likelihood, low=words, high=words, **own),
        "constant_sum": st.builds(ConstantSum, options=plain, total=st.sampled_from([10, 100, 250]), prefix=st.sampled_from(["", "£"]), **order, **own),
        "reader_text": st.builds(ReaderText, body=words, **unasked),
        "document": st.builds(Document, body=words, link=links, **unasked),
    }  # fmt: skip


# Made once: making a strategy costs more than drawing from it.
EVERY = kinds_of(
    {
        "code": st.just("q"),
        "text": words,
        "hint": words | st.just(""),
        "required": flags,
        "guidance": st.none() | st.builds(Guidance, summary=words, text=words),
        "definitions": st.just(()) | st.just((Definition("word", "What it means"),)),
        "cited": st.just(()) | facts.map(lambda fact: (fact,)),
        "block": st.just("") | st.just("age@1"),
        "locked": st.just("") | st.just("0123456789abcdef"),
    }
)
ANY = st.one_of(*EVERY.values())
assert set(EVERY) == set(TYPES)


def plain(earlier):
    """One answer to one question that was asked earlier; or no condition."""
    known = [{"question": one.code, "is": [one.option_codes[0]]} for one in earlier if isinstance(one, Choice)]
    return st.none() | st.sampled_from(known) if known else st.none()


@st.composite
def questionnaires(draw, kinds=EVERY, conditions=plain, *, words=words, codes=codes):
    """A page a question or two; some pages asked only on a condition, some with an earlier answer in their words."""
    names = draw(st.lists(codes, min_size=1, max_size=6, unique=True))
    any_kind = st.one_of(*kinds.values())
    pages, earlier = [], []
    while names:
        now, names = names[:1], names[1:]
        if names and draw(flags):
            now, names = [*now, names[0]], names[1:]
        when = draw(conditions(earlier))
        asked = tuple(_piped(draw, replace(draw(any_kind), code=name), earlier) for name in now)
        pages.append(Page(f"page-{now[0]}", asked, draw(words), when))
        earlier += asked
    split = draw(st.integers(1, len(pages)))
    parts = [("first", pages[:split]), ("second", pages[split:])]
    sections = tuple(Section(code, draw(words), tuple(part)) for code, part in parts if part)
    return Questionnaire(draw(codes), draw(words), sections, draw(st.sampled_from(["en", "cy", "de-informal"])))


def _piped(draw, asked, earlier):
    """The question, sometimes with an earlier answer in its words."""
    told = draw(st.sampled_from([None, *(one for one in earlier if isinstance(one, Choice))]))
    return replace(asked, text=f"{{answer:{told.code}|that}}: {asked.text}") if told else asked


def sent(asked):
    """A strategy for what a browser sends that answers the question rightly."""
    return SENT[asked.kind](asked)


def _one(asked):
    picked = st.sampled_from(asked.option_codes)
    return picked.map(lambda code: {asked.code: [code]})


def _many(asked):
    free = [option.code for option in asked.options if not option.exclusive]
    most = min(asked.at_most or len(free), len(free))
    return st.lists(st.sampled_from(free), min_size=1, max_size=most, unique=True).map(
        lambda c: {asked.code: c}
    )


def _rows(asked):
    picked = st.tuples(*(st.sampled_from(asked.option_codes) for _ in asked.rows))
    return picked.map(lambda c: {key: [code] for key, code in zip(asked.keys, c, strict=True)})


def _ranking(asked):
    places = st.permutations(asked.option_codes).flatmap(
        lambda order: st.integers(1, len(asked.keys)).map(lambda number: order[:number])
    )
    return places.map(lambda c: {key: [code] for key, code in zip(asked.keys, c, strict=False)})


def _date(asked):
    days = st.dates(asked.earliest, asked.latest)
    return days.map(lambda day: {name: [str(getattr(day, name.rsplit(".")[-1]))] for name in asked.inputs})


def _sum(asked):
    cuts = st.lists(
        st.integers(0, asked.total), min_size=len(asked.keys) - 1, max_size=len(asked.keys) - 1
    ).map(sorted)
    ends = cuts.map(lambda c: zip([0, *c], [*c, asked.total], strict=True))
    return ends.map(
        lambda e: {key: [str(high - low)] for key, (low, high) in zip(asked.keys, e, strict=True)}
    )


SENT = {
    "single_choice": _one,
    "support_scale": _one,
    "area": _one,
    "likelihood": _one,
    "multiple_choice": _many,
    "grid": _rows,
    "area_grid": _rows,
    "ranking": _ranking,
    "date": _date,
    "constant_sum": _sum,
    "number": lambda asked: st.integers(0, 9).map(lambda n: {asked.code: [str(n)]}),
    "short_text": lambda asked: st.just({asked.code: ["x"]}),
    "long_text": lambda asked: st.just({asked.code: ["x"]}),
    "reader_text": lambda _asked: st.just({}),
    "document": lambda _asked: st.just({}),
}
