"""The expressions of an XLSForm: conditions, constraints, and values that the form works out."""

from __future__ import annotations

from survey.domain.interchange.drafts import NO_CONDITION, Draft
from survey.domain.interchange.expressions.parsing import Expressions, Unreadable
from survey.domain.interchange.expressions.tree import Name, Tree, names_in
from survey.domain.interchange.xlsform.items import Item, Survey
from survey.domain.wording import message, say

NO_CONSTRAINT = message("Its constraint is left out, since {why}: {constraint}")
SOMETIMES = message("It is required only sometimes ({condition}); here it can be left empty.")
TRUE = frozenset(("yes", "true", "true()", "1"))
FALSE = frozenset(("", "no", "false", "false()", "0"))


def add_conditions(item: Item, draft: Draft, expressions: Expressions, *, own: bool = True) -> None:
    """What must hold for a line to be asked: the conditions of its groups, and its own."""
    for line in [group.line for group in item.groups] + ([item.line] if own else []):
        cell = line.get("relevant").strip()
        if not cell:
            continue
        draft.written.append(cell)
        try:
            draft.conditions.append(expressions.parse(cell))
        except Unreadable as error:
            draft.fallback(say(NO_CONDITION, why=str(error), condition=cell))
    if any(group.repeat for group in item.groups):
        draft.fallback(say("It is asked again for each of several things; here it is asked once."))


def constraint_of(item: Item, draft: Draft, expressions: Expressions) -> Tree | None:
    """What an answer must fulfil; None where nothing, or where it cannot be read."""
    cell = item.line.get("constraint").strip()
    if not cell or cell.lower() in TRUE:
        return None
    try:
        return expressions.parse(cell.replace(f"${{{item.name}}}", "."))
    except Unreadable as error:
        draft.fallback(say(NO_CONSTRAINT, why=str(error), constraint=cell))
        return None


def required(item: Item, draft: Draft) -> bool:
    """Whether it needs an answer."""
    cell = item.line.get("required").strip().lower()
    if cell not in TRUE | FALSE:
        draft.fallback(say(SOMETIMES, condition=cell))
    return cell in TRUE


def names_looked_at(survey: Survey, expressions: Expressions) -> set[str]:
    """What any condition looks at, or any formula."""
    found: set[str] = set()
    for line in [*(item.line for item in survey.items), *(group.line for group in survey.groups)]:
        for column in ("relevant", "calculation"):
            tree = _tree(line.get(column), expressions)
            found |= names_in(tree) if tree is not None else set()
    return found


def formulas(survey: Survey, expressions: Expressions) -> dict[str, Tree]:
    """What the form works out, by name."""
    found = {}
    for item in survey.items:
        worked_out = item.type.kind == "calculate"
        tree = _tree(item.line.get("calculation"), expressions) if worked_out else None
        if tree is not None and tree != Name("."):
            found[item.name] = tree
    return found


def _tree(cell: str, expressions: Expressions) -> Tree | None:
    try:
        return expressions.parse(cell.strip()) if cell.strip() else None
    except Unreadable:
        return None
