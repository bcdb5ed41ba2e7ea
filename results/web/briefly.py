"""What was answered to one question in a few short lines, for a sheet of paper with many questions."""

from collections.abc import Sequence

from results.charts import CHARTS
from results.domain.disclosure import SafeTable
from results.drawing import messages, words
from survey.domain.questionnaires.questions import Question
from survey.domain.wording import say

Line = tuple[str, str]
# From where to where the eleven points of a likelihood are put together.
LOW, MIDDLE, HIGH = range(4), range(4, 7), range(7, 11)


def in_lines(table: SafeTable, question: Question) -> tuple[Line, ...]:
    """Answers with their shares: both sides and what is apart, or the three given most often."""
    if not table.shown:
        return ((say("not shown"), ""),)
    if CHARTS[question.kind] == "scale":
        return _of_scale(table, question)
    if CHARTS[question.kind] == "points":
        return _of_points(table, question)
    return _of_options(table, question)


def base_of(table: SafeTable) -> str:
    """Who the shares are of. Empty where nothing is shown."""
    return words.base(table) if table.shown else ""


def _of_scale(table: SafeTable, question: Question) -> tuple[Line, ...]:
    labels, apart = words.option_labels(question), words.apart_codes(question)
    points = [code for code in table.options if code not in apart]
    names = [words.label(labels, code) for code in points]
    if messages.is_support(table, apart):
        sides = [say("Support"), say("Neither"), say("Oppose")]
    else:
        sides = [_either(*names[:2]), names[2], _either(*names[3:])]
    shares = [_share(table, codes) for codes in (points[:2], points[2:3], points[3:])]
    return (*zip(sides, shares, strict=True), *_apart(table, question))


def _of_points(table: SafeTable, question: Question) -> tuple[Line, ...]:
    parts = [
        (say("{low} to {high}", low=part[0], high=part[-1]), _share(table, [str(point) for point in part]))
        for part in (LOW, MIDDLE, HIGH)
    ]
    return (*parts, *_apart(table, question))


def _of_options(table: SafeTable, question: Question) -> tuple[Line, ...]:
    labels = words.option_labels(question)
    shares = ((cell.percent, code) for code, cell in zip(table.options, table.cells, strict=True))
    known = sorted((found for found in shares if found[0]), key=lambda found: -found[0])
    if not known:
        return ((say("Every answer was given by fewer than 10 people"), ""),)
    return tuple((words.label(labels, code), f"{share}%") for share, code in known[: messages.NAMED_AT_MOST])


def _either(first: str, second: str) -> str:
    return say("{first} or {second}", first=first, second=words.lowered(second))


def _apart(table: SafeTable, question: Question) -> list[Line]:
    labels, apart = words.option_labels(question), words.apart_codes(question)
    return [(words.label(labels, code), _share(table, [code])) for code in table.options if code in apart]


def _share(table: SafeTable, codes: Sequence[str]) -> str:
    percent = messages.together(table, codes).percent
    return words.FEWER if percent is None else f"{percent}%"
