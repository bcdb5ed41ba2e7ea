"""Modules of 200 lines and functions of 15 are the aim; these are the limits.

Over a limit the code itself says why: near the top of the module, or on the line of the `def`, stands a comment
that begins with “long because”.
"""

import re

from tests.source import modules, named, templates

LONGEST_MODULE = 400
LONGEST_CONFTEST = 150
LONGEST_FUNCTION = 40
LONGEST_TEMPLATE = 200
REASON = re.compile(r"# long because \w+")
OUR_CODE = modules("survey", "results", "wsgi.py", "tests")


def test_modules_are_short():
    faults = []
    for module in OUR_CODE:
        lines = module.text.splitlines()
        limit = LONGEST_CONFTEST if module.path.name == "conftest.py" else LONGEST_MODULE
        if len(lines) > limit and not any(REASON.search(line) for line in lines[:20]):
            faults.append(f"{module.name} has {len(lines)} lines, over {limit}: split it")
    assert not faults, "\n".join(faults)


def test_functions_are_short():
    faults = []
    for module in OUR_CODE:
        lines = module.text.splitlines()
        for function in module.functions:
            length = function.end_lineno - function.lineno + 1
            if length > LONGEST_FUNCTION and not REASON.search(lines[function.lineno - 1]):
                faults.append(f"{module.name}:{function.lineno} {function.name}() has {length} lines")
    assert not faults, f"over {LONGEST_FUNCTION} lines:\n" + "\n".join(faults)


def test_templates_are_short():
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in templates()}
    faults = {name: length for name, length in lengths.items() if length > LONGEST_TEMPLATE}
    assert not faults, f"over {LONGEST_TEMPLATE} lines; move parts to a partial: {faults}"
