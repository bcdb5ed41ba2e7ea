"""Expressions of two programs are read into one kind of tree, and what cannot be read is refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.interchange.expressions.parsing import EXPRESSION_SCRIPT, XPATH, Unreadable, parse
from survey.domain.interchange.expressions.tree import Binary, Call, Literal, Name, names_in

A, B = Name("a"), Name("b")
# Both spellings of one tree; None where a program has none.
SAME = [
    ("${a} = 'x'", 'a == "x"', Binary("=", A, Literal("x"))),
    ("${a} != 1", "a != 1", Binary("!=", A, Literal(1.0))),
    ("not(${a} and ${b})", "!(a && b)", Call("not", (Binary("and", A, B),))),
    ("${a} or ${b}", "a || b", Binary("or", A, B)),
    ("${a} or ${b}", "a OR b", Binary("or", A, B)),
    ("${a} >= -2", "a ge -2", Binary(">=", A, Literal(-2.0))),
    ("(${a})", "((a))", A),
    ("true()", "true", Literal(value=True)),
    ("selected(${a}, 'x')", None, Call("selected", (A, Literal("x")))),
    (". > .5", None, Binary(">", Name("."), Literal(0.5))),
    ("${a} = ‘x’", None, Binary("=", A, Literal("x"))),
    (None, "is_empty(a.NAOK)", Call("is_empty", (Name("a.NAOK"),))),
    (None, "1X2X3.NAOK", Name("1X2X3.NAOK")),
    ("${a} div 2 + 1", "a / 2 + 1", Binary("+", Binary("/", A, Literal(2.0)), Literal(1.0))),
]


@pytest.mark.parametrize(("xpath", "script", "tree"), SAME)
def test_both_dialects_make_the_same_tree(xpath, script, tree):
    assert xpath is None or parse(xpath, XPATH) == tree
    assert script is None or parse(script, EXPRESSION_SCRIPT) == tree


UNREADABLE = ["", "(", ")", "a b", "'open", "and", "${a} =", "f(", "f(1,", "1 2", "${a}}", "(" * 500 + "1" + ")" * 500, "!" * 500 + "1", "1" + "=1" * 500, "1" * 30_000]


@pytest.mark.parametrize("text", UNREADABLE)
@pytest.mark.parametrize("dialect", [XPATH, EXPRESSION_SCRIPT])
def test_what_cannot_be_read_says_so(text, dialect):
    with pytest.raises(Unreadable):
        parse(text, dialect)


def test_a_long_chain_is_read():
    assert names_in(parse(" or ".join(f"${{a{i}}} = 1" for i in range(1000)), XPATH)) == {f"a{i}" for i in range(1000)}


@given(st.text(st.sampled_from("ab${}()'\"=!<>&|+-*/., 019_X."), max_size=60))
def test_any_text_is_read_or_refused(text):
    for dialect in (XPATH, EXPRESSION_SCRIPT):
        with contextlib.suppress(Unreadable):
            names_in(parse(text, dialect))
