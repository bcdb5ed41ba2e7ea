"""Our conditions → XPath, as XLSForm uses it. A fact in the register is taken as true there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from survey.domain.questionnaires.kinds import ConstantSum, Date
from survey.domain.questionnaires.questions import Condition, Grid, Question

ALWAYS, NEVER = "true()", "false()"


class XPaths:
    """Writes the conditions of one form. `names` has what each question is called in it, part by part."""

    def __init__(self, questions: Mapping[str, Question], names: Callable[[str], str]) -> None:
        self._questions = questions
        self._names = names

    def of(self, condition: Condition) -> str:
        """The expression."""
        for name, word in (("all", " and "), ("any", " or ")):
            if name in condition:
                return word.join(f"({self.of(part)})" for part in condition[name])
        if "not" in condition:
            return f"not({self.of(condition['not'])})"
        if "fact" in condition:
            return ALWAYS
        return self._comparison(condition)

    def _comparison(self, condition: Condition) -> str:
        question = self._questions[condition["question"]]
        if "answered" in condition:
            answered = " or ".join(f"${{{self._names(part)}}} != ''" for part in parts_of(question)) or NEVER
            return answered if condition["answered"] else f"not({answered})"
        name = f"${{{self._names(question.code)}}}"
        if "is" in condition:
            return self._is(question, name, condition["is"])
        operator = "at_least" if "at_least" in condition else "at_most"
        return f"{name} {'>=' if operator == 'at_least' else '<='} {condition[operator]}"

    def _is(self, question: Question, name: str, codes: list[str]) -> str:
        if isinstance(question, Date):
            bands = [band for band in question.counted_bands if band.code in codes]
            days = [between_days(name, band.minimum, band.maximum) for band in bands]
            return " or ".join(f"({days})" for days in days) or NEVER
        return " or ".join(f"selected({name}, '{code}')" for code in codes if "'" not in code) or NEVER


def between_days(subject: str, first: str, last: str) -> str:
    """The subject is one of these days."""
    return f"{subject} >= date('{first}') and {subject} <= date('{last}')"


def parts_of(question: Question) -> tuple[str, ...]:
    """The keys of what is asked one by one in a form; the question's own code where it is asked at once."""
    if isinstance(question, Grid):
        return tuple(f"{question.code}.{row.code}" for row in question.rows)
    if isinstance(question, ConstantSum):
        return tuple(f"{question.code}.{option.code}" for option in question.options)
    return (question.code,)


def constraint_of(question: Question) -> str:
    """What an answer must fulfil."""
    parts: list[str] = []
    least, most = getattr(question, "at_least", None), getattr(question, "at_most", None)
    if least is not None and not isinstance(question, Grid):
        parts.append(f"count-selected(.) >= {least}")
    if most is not None and not isinstance(question, Grid):
        parts.append(f"count-selected(.) <= {most}")
    for option in getattr(question, "options", ()) if question.kind == "multiple_choice" else ():
        if option.exclusive:
            parts.append(f"not(selected(., '{option.code}') and count-selected(.) > 1)")
    return " and ".join(parts) or _range_of(question)


def _range_of(question: Question) -> str:
    if isinstance(question, Date):
        return between_days(".", question.minimum, question.maximum)
    if hasattr(question, "max_length"):
        return f"string-length(.) <= {question.max_length}"
    if hasattr(question, "minimum") and hasattr(question, "maximum"):
        return f". >= {question.minimum} and . <= {question.maximum}"
    return ""
