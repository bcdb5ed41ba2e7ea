"""Published tables and questions for the tests of charts, with figures that can be followed by eye."""

from results.domain.disclosure import Disclosure, SafeTable
from results.domain.tables import Table
from survey.domain.questionnaires.questions import (
    Grid,
    MultipleChoice,
    Option,
    Row,
    SingleChoice,
    SupportScale,
)


class Straight(Disclosure):
    """Offsets of nought: figures are rounded down."""

    def offset(self, _cell: str) -> int:
        return 0


RULES = Straight("c", b"a secret of these tests only")
OVERALL = SupportScale(code="overall", text="Do you support or oppose fixed cameras in this area?")
SAFER = SupportScale(
    code="safer",
    text="How would cameras affect how safe you feel?",
    options=(
        Option("much-safer", "Much safer"),
        Option("little-safer", "A little safer"),
        Option("same", "No difference"),
        Option("little-less", "A little less safe"),
        Option("much-less", "Much less safe"),
        Option("dont-know", "Don’t know", apart=True),
    ),
)
HEARD = SingleChoice(
    code="heard",
    text="How much had you heard?",
    options=(Option("lot", "A lot"), Option("some", "Some"), Option("pns", "Prefer not to say", apart=True)),
)
LIMITS = MultipleChoice(
    code="limits",
    text="Which limits matter most to you?",
    options=(
        Option("officers", "Use while officers are present in the street, and signs are up"),
        Option("hours", "Fixed hours"),
        Option("markup", "Less than <b>one</b> & <script>alert(1)</script> a day"),
    ),
)
PURPOSES = Grid(
    code="purposes",
    text="For each purpose, do you support or oppose?",
    rows=(Row("theft", "Theft and shoplifting"), Row("missing", "Missing people or people at risk")),
)
OFTEN = Grid(
    code="often",
    text="How often do you go there?",
    rows=(Row("day", "By day"), Row("night", "By night")),
    options=(Option("often", "Often"), Option("never", "Never")),
)


def exact(question, counts, *, part=None) -> SafeTable:
    return RULES.everybody(_table(question, counts, part=part))


def grouped(question, counts, value, *, group="ward") -> SafeTable:
    return RULES.group(_table(question, counts, group=group, value=value))


def profiled(question, counts) -> SafeTable:
    return RULES.profile(_table(question, counts))


def _table(question, counts, *, part=None, group=None, value=None) -> Table:
    several = question.kind == "multiple_choice"
    base = max(counts) + 5 if several else sum(counts)
    return Table(question.code, part, question.option_codes, group, value, tuple(counts), base, 0, 0, several)
