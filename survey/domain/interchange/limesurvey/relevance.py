"""When LimeSurvey asks: relevance equations, and the table of conditions that old versions had."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from survey.domain.interchange.expressions.parsing import EXPRESSION_SCRIPT, Expressions, Unreadable
from survey.domain.interchange.expressions.tree import Binary, Call, Literal, Name, Tree, number
from survey.domain.interchange.limesurvey.model import LimeSurvey
from survey.domain.wording import say

_SUFFIX = re.compile(r"\.(?:NAOK|value|valueNAOK|code)$")
_BY_NUMBER = re.compile(r"\+?\d+X\d+X(\d.*)")
_OPERATORS = {"==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_ALWAYS = frozenset(("", "1"))


class Relevance:
    """Reads expressions of one survey, in which a question may go by its name or by its number."""

    def __init__(self, survey: LimeSurvey) -> None:
        self._expressions = Expressions(EXPRESSION_SCRIPT)
        self._known: dict[str, Tree] = {}
        self._titles = {question.qid: question.title for question in survey.questions if question.qid}
        self._parts = {
            f"{question.qid}{part.code}": f"{question.title}_{part.code}"
            for question in survey.questions
            for part in question.subquestions
        }

    def tree(self, text: str) -> Tree | None:
        """The tree of an equation; None where it always holds. Raises Unreadable."""
        if text.strip() in _ALWAYS:
            return None
        if text not in self._known:
            self._known[text] = self._named(self._expressions.parse(text))
        return self._known[text]

    def _named(self, tree: Tree) -> Tree:
        """The same with every question by its name. Long chains lean to the left, so that side is a loop."""
        if isinstance(tree, Name):
            return Name(self.name(tree.name))
        if isinstance(tree, Call):
            return Call(tree.function, tuple(self._named(argument) for argument in tree.arguments))
        chain: list[tuple[str, Tree]] = []
        while isinstance(tree, Binary):
            chain.append((tree.operator, tree.right))
            tree = tree.left
        done = tree if isinstance(tree, Literal) else self._named(tree)
        for operator, right in reversed(chain):
            done = Binary(operator, done, self._named(right))
        return done

    def name(self, written: str) -> str:
        """“245554X1X2.NAOK” is the question that has the number 2."""
        bare = _SUFFIX.sub("", written)
        found = _BY_NUMBER.fullmatch(bare)
        if not found:
            return bare
        rest = found[1]
        if rest in self._titles:
            return self._titles[rest]
        if rest in self._parts:
            return self._parts[rest]
        for length in range(len(rest) - 1, 0, -1):
            if rest[:length] in self._titles:
                return f"{self._titles[rest[:length]]}_{rest[length:].lstrip('#')}"
        return bare

    def old_conditions(self, rows: Sequence[Mapping[str, str]]) -> Tree | None:
        """Conditions of one question from the table: any scenario, in it all questions, of each any value."""
        scenarios: dict[str, dict[str, list[Tree]]] = {}
        for row in rows:
            field = row.get("cfieldname", "")
            tree = self._old_condition(field, row.get("method", "=="), row.get("value", ""))
            scenarios.setdefault(row.get("scenario", "1"), {}).setdefault(field, []).append(tree)
        every = [
            _joined("and", [_joined("or", trees) for trees in fields.values()])
            for fields in scenarios.values()
        ]
        return _joined("or", every) if every else None

    def _old_condition(self, field: str, method: str, value: str) -> Tree:
        operator = _OPERATORS.get(method.strip())
        if operator is None or value.startswith("@") or field.startswith("{"):
            raise Unreadable(say("“{text}” cannot be read", text=f"{field} {method} {value}"))
        name = Name(self.name(field))
        if field.startswith("+"):
            # A box of a multiple choice: it is ticked.
            return Binary(operator, name, Literal("Y"))
        if not value.strip():
            return Binary(operator, name, Literal(""))
        found = number(value) if operator not in ("=", "!=") else None
        return Binary(operator, name, Literal(value if found is None else found))


def _joined(operator: str, trees: list[Tree]) -> Tree:
    done, *others = trees
    for other in others:
        done = Binary(operator, done, other)
    return done
