"""Text → tree, for XPath as XLSForm uses it and for LimeSurvey's ExpressionScript.

Both have the same shape: or, and, comparisons, sums, products, calls. They spell names, operators and “not”
in their own ways. An expression that is too long or too deep is refused like one that cannot be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from survey.domain.interchange.expressions.tree import Binary, Call, Literal, Name, Tree
from survey.domain.wording import say

LONGEST = 20_000
DEEPEST = 40


class Unreadable(ValueError):
    """The expression cannot be read. The text says why."""

    def __str__(self) -> str:
        """The text itself, which can be said in the language of a page."""
        words: str = self.args[0]
        return words


@dataclass(frozen=True)
class Dialect:
    """How one program spells its expressions."""

    token: re.Pattern[str]
    operators: dict[str, str]
    constants: dict[str, bool]


_QUOTES = {"‘": "'", "’": "'", "“": '"', "”": '"', "\xa0": " "}
XPATH = Dialect(
    re.compile(
        r"""\s*(?:(?P<name>\$\{[^{}]{1,200}\})|(?P<string>"[^"]*"|'[^']*')|(?P<number>\d+(?:\.\d+)?|\.\d+)"""
        r"""|(?P<path>\.{1,2}(?:/[\w.*-]+)+|(?:/[\w.-]+)+|\.\.)|(?P<self>\.)"""
        r"""|(?P<word>[A-Za-z_][\w-]*(?::[\w-]+)?)|(?P<sign>!=|<=|>=|[=<>+*,()|-]))"""
    ),
    {"and": "and", "or": "or", "div": "/", "mod": "mod"},
    {"true": True, "false": False},
)
EXPRESSION_SCRIPT = Dialect(
    re.compile(
        r"""\s*(?:(?P<string>"[^"]*"|'[^']*')|(?P<name>\d+X\d+X\d+[\w.#-]*|[A-Za-z_][\w.#]*(?:-[A-Z]\w*)?(?!\w*\s*\())"""
        r"""|(?P<number>\d+(?:\.\d+)?|\.\d+)"""
        r"""|(?P<word>[A-Za-z_]\w*)|(?P<sign>==|!=|<>|<=|>=|&&|\|\||[=<>+*/,()!-]))"""
    ),
    {"and": "and", "or": "or", "&&": "and", "||": "or", "==": "=", "<>": "!=", "eq": "=", "ne": "!="}
    | {"lt": "<", "le": "<=", "gt": ">", "ge": ">="},
    {"true": True, "false": False},
)
MOST_IN_FORM = 500_000


class Expressions:
    """Reads the expressions of one form, each once: what a group says is said again for each of its lines."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._trees: dict[str, Tree | Unreadable] = {}
        self._letters = 0

    def parse(self, text: str) -> Tree:
        """The tree of an expression. Raises Unreadable, also where the form has far too many."""
        if text not in self._trees:
            self._letters += len(text)
            self._trees[text] = self._read(text)
        found = self._trees[text]
        if isinstance(found, Unreadable):
            raise found
        return found

    def _read(self, text: str) -> Tree | Unreadable:
        if self._letters > MOST_IN_FORM:
            return Unreadable(say("the form has far too many expressions"))
        try:
            return parse(text, self._dialect)
        except Unreadable as error:
            return error


_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "/", "mod"))
Token = tuple[str, str]


def parse(text: str, dialect: Dialect) -> Tree:
    """The tree of an expression. Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable(say("it is too long"))
    for curly, straight in _QUOTES.items():
        text = text.replace(curly, straight)
    reader = _Reader(_tokens(text.strip(), dialect), dialect)
    tree = reader.level(0, 0)
    if reader.rest:
        raise Unreadable(say("“{sign}” is not expected there", sign=reader.rest[-1][1]))
    return tree


def _tokens(text: str, dialect: Dialect) -> list[Token]:
    found: list[Token] = []
    place = 0
    while place < len(text):
        match = dialect.token.match(text, place)
        if not match or match.end() == place:
            raise Unreadable(say("“{text}” cannot be read", text=text[place : place + 20]))
        kind = match.lastgroup or ""
        found.append(_known(kind, match[kind], dialect))
        place = match.end()
        if not text[place:].strip():
            break
    return found


def _known(kind: str, word: str, dialect: Dialect) -> Token:
    """Operators are spelled in one way from here on."""
    if kind in ("word", "name", "sign") and word.lower() in dialect.operators:
        return "sign", dialect.operators[word.lower()]
    return kind, word


class _Reader:
    """Takes tokens from the front, level by level of how tightly operators bind."""

    def __init__(self, tokens: list[Token], dialect: Dialect) -> None:
        self.rest = tokens[::-1]
        self._dialect = dialect

    def level(self, level: int, depth: int) -> Tree:
        if level == len(_LEVELS):
            return self._one(depth)
        tree = self.level(level + 1, depth)
        while self.rest and self.rest[-1][0] == "sign" and self.rest[-1][1] in _LEVELS[level]:
            # A chain of “and” may be long; one of comparisons only goes deeper and deeper.
            depth += level > 1
            operator = self.rest.pop()[1]
            tree = Binary(operator, tree, self.level(level + 1, depth))
        return tree

    def _one(self, depth: int) -> Tree:
        if not self.rest:
            raise Unreadable(say("it ends too early"))
        if depth > DEEPEST:
            raise Unreadable(say("it is too deep"))
        kind, word = self.rest.pop()
        if kind == "sign":
            return self._after_sign(word, depth)
        if kind == "word" or (kind == "name" and word.lower() in self._dialect.constants):
            return self._after_word(word, depth)
        return _leaf(kind, word)

    def _after_sign(self, sign: str, depth: int) -> Tree:
        if sign == "(":
            tree = self.level(0, depth + 1)
            self._expect(")")
            return tree
        if sign == "!":
            return Call("not", (self._one(depth + 1),))
        if sign == "-":
            tree = self._one(depth + 1)
            if isinstance(tree, Literal) and isinstance(tree.value, float):
                return Literal(-tree.value)
            return Binary("-", Literal(0.0), tree)
        raise Unreadable(say("“{sign}” is not expected there", sign=sign))

    def _after_word(self, word: str, depth: int) -> Tree:
        called = self._next_is("(")
        arguments = self._arguments(depth) if called else ()
        if word.lower() in self._dialect.constants and not arguments:
            return Literal(self._dialect.constants[word.lower()])
        if not called:
            raise Unreadable(say("“{word}” is not known", word=word))
        return Call(word, arguments)

    def _arguments(self, depth: int) -> tuple[Tree, ...]:
        self._expect("(")
        found: list[Tree] = []
        while not self._next_is(")"):
            found.append(self.level(0, depth + 1))
            if not self._next_is(","):
                break
            self.rest.pop()
        self._expect(")")
        return tuple(found)

    def _next_is(self, sign: str) -> bool:
        return bool(self.rest) and self.rest[-1] == ("sign", sign)

    def _expect(self, sign: str) -> None:
        if not self.rest or self.rest.pop() != ("sign", sign):
            raise Unreadable(say("a “{sign}” is missing", sign=sign))


def _leaf(kind: str, word: str) -> Tree:
    if kind == "string":
        return Literal(word[1:-1])
    if kind == "number":
        return Literal(float(word))
    if kind == "self":
        return Name(".")
    return Name(word[2:-1].strip() if word.startswith("${") else word)
