"""When a page is asked, as rules that people choose: rows of a form, and back to a condition.

Rules hold all together, or any of them is enough. A rule may be joined to the one above it the other way
round, which is one level of nesting. What needs more than that is not shown as rules, and kept as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from survey.domain.questionnaires.conditions import FACTS_IN_WORDS
from survey.domain.questionnaires.kinds import Date
from survey.domain.questionnaires.questions import Choice, Condition, Number, Question
from survey.domain.wording import say
from survey.web.questionnaires.typed.fields import Problems, Typed
from survey.web.questionnaires.typed.rows import Row, numbered

RULE = "rule"
FACT = "fact:"
EVERYBODY, SOME, KEPT = "everybody", "some", "kept"
JOINS = ("all", "any")
OTHER_JOIN = {"all": "any", "any": "all"}
HOWS: Mapping[str, str] = {
    "is": say("is one of"),
    "is-not": say("is none of"),
    "at-least": say("is at least"),
    "at-most": say("is at most"),
    "answered": say("is answered"),
    "not-answered": say("is left empty"),
    "holds": say("holds"),
    "does-not": say("does not hold"),
}
ANY_ANSWER = ("answered", "not-answered")
NO_RULE = say("Add a rule, or choose that everybody is asked")
NO_NUMBER = say("write a whole number")
NO_OPTION = say("choose at least one answer")
GONE = say("choose a question that is asked on an earlier page")
LONGEST_NUMBER = 10


def hows_of(about: str, earlier: Mapping[str, Question]) -> tuple[str, ...]:
    """In which ways a rule can look at that question or fact. None where it is not there."""
    if about.startswith(FACT):
        return ("holds", "does-not") if about.removeprefix(FACT) in FACTS_IN_WORDS else ()
    question = earlier.get(about)
    if question is None or not question.asks:
        return ()
    if isinstance(question, (Choice, Date)):
        return ("is", "is-not", *ANY_ANSWER)
    return ("at-least", "at-most", *ANY_ANSWER) if isinstance(question, Number) else ANY_ANSWER


def how_typed(row: Row, earlier: Mapping[str, Question]) -> str:
    """How a row looks at its question: what was chosen, or the first way that there is."""
    possible = hows_of(row.get("about", ""), earlier)
    chosen = row.get("how", "")
    return chosen if chosen in possible else next(iter(possible), "")


def fill_condition(condition: Condition | None) -> dict[str, str]:
    """The fields of a condition. One that rules cannot show is `KEPT`."""
    if condition is None:
        return {"asked": EVERYBODY, "join": "all"}
    plain = simple(condition)
    join = next((name for name in JOINS if name in plain), "all")
    rows = _rows(plain, join)
    if rows is None:
        return {"asked": KEPT, "join": "all"}
    found = {"asked": SOME, "join": join}
    for number, row in enumerate(rows, start=1):
        found |= {f"{RULE}-{number}-{ending}": text for ending, text in row.items()}
    return found


def simple(condition: Condition) -> Condition:
    """The condition without lists of one."""
    for name in JOINS:
        if name in condition:
            parts = [simple(part) for part in condition[name]]
            return parts[0] if len(parts) == 1 else {name: parts}
    return {"not": simple(condition["not"])} if "not" in condition else condition


def _rows(condition: Condition, join: str) -> list[Row] | None:
    found: list[Row] = []
    for part in condition.get(join, [condition]):
        group = part.get(OTHER_JOIN[join], [part])
        for place, rule in enumerate(group):
            row = _row(rule)
            if row is None:
                return None
            found.append(row | ({"joined": "on"} if place else {}))
    return found


def _row(rule: Condition) -> Row | None:
    negated = "not" in rule
    inner = rule["not"] if negated else rule
    if "fact" in inner:
        return {"about": f"{FACT}{inner['fact']}", "how": "does-not" if negated else "holds"}
    if "is" in inner:
        ticks = {f"is-{code}": "on" for code in inner["is"]}
        return {"about": inner["question"], "how": "is-not" if negated else "is"} | ticks
    if negated or "question" not in inner:
        return None
    if "answered" in inner:
        return {"about": inner["question"], "how": "answered" if inner["answered"] else "not-answered"}
    name = "at_least" if "at_least" in inner else "at_most"
    return {"about": inner["question"], "how": name.replace("_", "-"), "number": str(inner[name])}


def read_condition(
    typed: Typed, earlier: Mapping[str, Question], *, before: Condition | None
) -> tuple[Condition | None, Problems]:
    """The condition as it was chosen, and what is wrong by name of the field."""
    asked = typed.get("asked", EVERYBODY)
    if asked == KEPT:
        return before, {}
    if asked != SOME:
        return None, {}
    join = typed.get("join", "all")
    join = join if join in JOINS else "all"
    groups: list[list[Condition]] = []
    problems: Problems = {}
    for number, row in numbered(typed, RULE):
        rule, wrong = _rule(row, earlier)
        if wrong:
            problems[f"{RULE}-{number}-about"] = say("Rule {number}: {fault}", number=number, fault=wrong)
        elif row.get("joined") and groups:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    if not groups and not problems:
        return None, {"asked": NO_RULE}
    return (None, problems) if problems else (_joined(groups, join), {})


def _joined(groups: Sequence[list[Condition]], join: str) -> Condition:
    inner = OTHER_JOIN[join]
    return simple({join: [simple({inner: group}) for group in groups]})


def _rule(row: Row, earlier: Mapping[str, Question]) -> tuple[Condition, str]:
    about, how = row.get("about", ""), how_typed(row, earlier)
    if not how:
        return {}, GONE
    return _RULES[how](about, row)


def _is(about: str, row: Row) -> tuple[Condition, str]:
    codes = [name.removeprefix("is-") for name, text in row.items() if name.startswith("is-") and text]
    return {"question": about, "is": codes}, "" if codes else NO_OPTION


def _is_not(about: str, row: Row) -> tuple[Condition, str]:
    condition, problem = _is(about, row)
    return {"not": condition}, problem


def _compared(name: str, about: str, row: Row) -> tuple[Condition, str]:
    text = row.get("number", "").replace(",", "").strip()
    digits = text.removeprefix("-")
    good = digits.isascii() and digits.isdigit() and len(digits) < LONGEST_NUMBER
    return {"question": about, name: int(text) if good else 0}, "" if good else NO_NUMBER


_RULES: Mapping[str, Any] = {
    "is": _is,
    "is-not": _is_not,
    "at-least": lambda about, row: _compared("at_least", about, row),
    "at-most": lambda about, row: _compared("at_most", about, row),
    "answered": lambda about, _row: ({"question": about, "answered": True}, ""),
    "not-answered": lambda about, _row: ({"question": about, "answered": False}, ""),
    "holds": lambda about, _row: ({"fact": about.removeprefix(FACT)}, ""),
    "does-not": lambda about, _row: ({"not": {"fact": about.removeprefix(FACT)}}, ""),
}
