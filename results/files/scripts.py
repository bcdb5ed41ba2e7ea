"""Scripts with which R and SPSS read the file of responses, with the words of every question and answer.

Names of questions hold signs that SPSS does not allow; it gets names that are near them. PSPP reads the same
script as SPSS. Neither script holds an answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from results.exports import NOT_ANSWERED
from results.files.variables import Kind, Variable

# What SPSS allows: bytes of a name, of the words of a variable and of a value, and of a text.
LONGEST_NAME, LONGEST_LABEL, LONGEST_VALUE, LONGEST_TEXT = 60, 250, 120, 32_000
BYTES_A_CHARACTER = 4
CODE_WIDTH, DAY = 64, "day"
NOT_ASKED_NUMBER, NOT_ANSWERED_NUMBER = -8, -9
RESERVED = frozenset(["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"])
BYTE_ORDER_MARK = "\ufeff"


def r_script(variables: Sequence[Variable], *, file: str, title: str) -> str:
    """R code that reads `file` into `responses`: codes become factors, and each column has its label."""
    lines = [
        f"# {_one_line(title)}: the responses, with the words of questions and answers.",
        f"# Keep this script beside {file}, set the working directory to their folder, and run it:",
        '# source("read-responses.r", encoding = "UTF-8")',
        "# Empty: the question was not asked. Numbers are empty too where they were not given.",
        "",
        f'responses <- read.csv({_quoted(file)}, colClasses = "character", check.names = FALSE,',
        '                      fileEncoding = "UTF-8-BOM", na.strings = character())',
        "",
    ]
    for variable in variables:
        lines += _in_r(variable)
    return "\n".join((*lines, ""))


def _in_r(variable: Variable) -> Iterator[str]:
    column = f"responses[[{_quoted(variable.name)}]]"
    if variable.kind is Kind.CODES:
        codes = ", ".join(_quoted(code) for code, _ in variable.values)
        words = ", ".join(_quoted(word) for word in _all_different(variable))
        yield f"{column} <- factor({column}, levels = c({codes}),"
        yield f"  labels = c({words}))"
    elif variable.kind is Kind.NUMBER:
        yield f'{column}[{column} %in% c("", {_quoted(NOT_ANSWERED)})] <- NA'
        yield f"{column} <- as.numeric({column})"
    elif variable.name == DAY:
        yield f"{column} <- as.Date({column})"
    yield f'attr({column}, "label") <- {_quoted(variable.label)}'


def _all_different(variable: Variable) -> list[str]:
    """The words of the values; R would take two that read alike for one."""
    words = [word for _, word in variable.values]
    return [f"{word} ({code})" if words.count(word) > 1 else word for code, word in variable.values]


def _quoted(text: str) -> str:
    """A text as R reads it."""
    return json.dumps(_one_line(text), ensure_ascii=False)


def spss_script(variables: Sequence[Variable], *, file: str, title: str) -> str:
    """SPSS syntax that reads `file`: codes become numbers with labels, in the order of the questionnaire."""
    names = _spss_names(variables)
    raw = {variable.name: f"read_{place}" for place, variable in enumerate(variables, 1)}
    lines = [
        f"* {_comment(title)} - the responses, with the words of questions and answers",
        f"* Keep this file beside {file} and change to their folder first, with CD or as FILE HANDLE says",
        f"* Not asked is {NOT_ASKED_NUMBER}, not answered {NOT_ANSWERED_NUMBER} - both count as missing",
        "* Of numbers, both are system-missing",
    ]
    lines = [f"{line}." for line in lines]
    lines += [
        f"GET DATA /TYPE=TXT /FILE={_in_quotes(file)} /ENCODING='UTF8' /ARRANGEMENT=DELIMITED",
        "  /DELIMITERS=',' /QUALIFIER='\"' /FIRSTCASE=2 /VARIABLES=",
        *(f"  {(raw if _is_worked_out(one) else names)[one.name]} {_format(one)}" for one in variables),
    ]
    lines[-1] += "."
    for variable in variables:
        lines += _in_spss(variable, names[variable.name], raw[variable.name])
    return BYTE_ORDER_MARK + "\n".join((*lines, "EXECUTE.", ""))


def _is_worked_out(variable: Variable) -> bool:
    """Whether SPSS reads it as text, and makes numbers of that."""
    return variable.kind is not Kind.TEXT


def _format(variable: Variable) -> str:
    if variable.name == DAY:
        return "SDATE10"
    if _is_worked_out(variable):
        return f"A{CODE_WIDTH}"
    return f"A{max(CODE_WIDTH, min(BYTES_A_CHARACTER * variable.most, LONGEST_TEXT))}"


def _in_spss(variable: Variable, name: str, raw: str) -> Iterator[str]:
    if variable.kind is Kind.CODES:
        yield from _recoded(variable, name, raw)
    elif variable.kind is Kind.NUMBER:
        yield f"IF ({raw} NE '' AND {raw} NE '{NOT_ANSWERED}') {name} = NUMBER({raw}, F12.0)."
    yield f"VARIABLE LABELS {name} {_in_quotes(variable.label, LONGEST_LABEL)}."
    if variable.kind is Kind.CODES:
        yield f"VALUE LABELS {name}"
        for number, _, word in _numbered(variable):
            yield f"  {number} {_in_quotes(word, LONGEST_VALUE)}"
        yield f"  {NOT_ASKED_NUMBER} 'Not asked'."
        yield f"MISSING VALUES {name} ({NOT_ASKED_NUMBER}, {NOT_ANSWERED_NUMBER})."
        yield f"FORMATS {name} (F8.0)."
    if _is_worked_out(variable):
        yield f"EXECUTE.\nDELETE VARIABLES {raw}."


def _recoded(variable: Variable, name: str, raw: str) -> Iterator[str]:
    yield f"RECODE {raw}"
    yield from (f"  ({_in_quotes(code)}={number})" for number, code, _ in _numbered(variable))
    yield f"  (''={NOT_ASKED_NUMBER}) INTO {name}."


def _numbered(variable: Variable) -> Iterator[tuple[int, str, str]]:
    """The number of each code with its words. What is a number already keeps it."""
    own = all(code.isdecimal() or code == NOT_ANSWERED for code, _ in variable.values)
    for place, (code, word) in enumerate(variable.values, 1):
        number = int(code) if own and code != NOT_ANSWERED else place
        yield (NOT_ANSWERED_NUMBER if code == NOT_ANSWERED else number), code, word


def _spss_names(variables: Sequence[Variable]) -> dict[str, str]:
    """A name for each column that SPSS takes: no two that differ in capitals alone."""
    found: dict[str, str] = {}
    for variable in variables:
        near = re.sub(r"[^A-Za-z0-9]+", "_", variable.name).strip("_")[:LONGEST_NAME] or "v"
        near = near if near[0].isalpha() and near.upper() not in RESERVED else f"v_{near}"
        taken, name, number = {one.upper() for one in found.values()}, near, 1
        while name.upper() in taken:
            number += 1
            name = f"{near}_{number}"
        found[variable.name] = name
    return found


def _in_quotes(text: str, longest: int = LONGEST_LABEL) -> str:
    """A text as SPSS reads it, cut to a number of bytes."""
    cut = _one_line(text)
    while len(cut.encode()) > longest:
        cut = cut[:-2].rstrip() + "…"
    return "'" + cut.replace("'", "''") + "'"


def _comment(text: str) -> str:
    """A full stop at the end of a line would end the comment."""
    return _one_line(text).replace(".", "")


def _one_line(text: str) -> str:
    return " ".join(text.split())
