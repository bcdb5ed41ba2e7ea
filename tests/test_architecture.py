"""The house of docs/decisions: what may import what, and what a module may be called.

`make lint` runs import-linter over the same contracts, through chains of imports too. Here are the rules that
need the syntax tree, and direct imports with a message that says what to do instead. Each test names every
fault it finds, not only the first.
"""

import ast
import graphlib
import re
import sys

from tests.source import ROOT, Module, modules

WEB = ("survey/web/", "results/web/", "survey/commands.py", "wsgi.py")
SQL = (
    "survey/store/", "results/comments/", "results/editions.py", "results/extract.py", "results/partitions.py", "results/releases.py",
    "results/sensitivity.py", "results/timeline.py",
)  # fmt: skip
# The map of a deployment is drawn from its own outlines; results has no part in it.
DRAWING = ("results/charts.py", "results/drawing/", "survey/web/deployments/drawing.py")
# What is imported, and where alone that may stand.
ONLY_IN = {
    "flask": WEB,
    "flask_wtf": WEB,
    "wtforms": WEB,
    "werkzeug": WEB,
    "jinja2": WEB,
    "click": WEB,
    "govuk_frontend_jinja": WEB,
    "sqlalchemy": SQL,
    "alembic": SQL,
    "psycopg": SQL,
    "plotly": DRAWING,
    "waitress": WEB,
    "whitenoise": ("wsgi.py",),
}
# What a domain may use: nothing that reads a file, a clock, a random source or the environment.
IMPURE = {"os", "pathlib", "random", "secrets", "shutil", "socket", "subprocess", "tempfile", "time", "uuid"}
# Shapely and pyproj are arithmetic on coordinates, as numpy is on numbers, and Babel's tables of days are as pure:
# the same in, the same out.
DOMAIN_MAY_USE = (set(sys.stdlib_module_names) - IMPURE) | {"numpy", "shapely", "pyproj", "babel", "survey", "results"}
CLOCKS_AND_FILES = {"today", "now", "utcnow", "open"}
SEALING = "survey/domain/answering.py"  # the one domain module that may use cryptography
READING = "results/web/reading.py"
# What finds a release, and where besides READING it may stand: where an organiser or a command makes one and
# must know whether there is one. Nothing of it is shown to a reader.
MAKING = ("campaign_commands", "coding", "commands", "editions", "extracts", "organise")
WHICH_RELEASE = {
    "newest": tuple(f"results/web/{name}.py" for name in MAKING),
    "every_edition": ("results/web/editions.py",),
    "edition_of": (),
    "public_editions": (),
    "public_from": (),
}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
FLOORS = {"domain": 0, "store": 1, "web": 2, "commands": 3}
BESIDE_THE_STORE = 1  # survey/settings.py, results/charts.py and the like
INDENTED_IMPORT = re.compile(r"^[ \t]+(import|from) ", re.MULTILINE)
NOQA = re.compile(r"# (?:noqa|type: ignore)\b(?P<codes>[\w:,\[\] -]*?)(?P<reason> (?:-|#) .+)?$")


def in_domain() -> list[Module]:
    return [module for module in modules() if "/domain/" in module.name]


def test_the_rules_look_at_real_modules():
    assert len(modules()) > 20
    assert len(in_domain()) > 10


def test_frameworks_stay_in_their_rooms():
    faults = [
        f"{module.name}:{node.lineno} imports {name}; that may stand only in {ONLY_IN[name.split('.')[0]]}"
        for module in modules()
        for node, name in module.imports
        if name.split(".")[0] in ONLY_IN and not module.name.startswith(ONLY_IN[name.split(".")[0]])
    ]
    assert not faults, "\n".join(faults)


def test_survey_never_imports_results_and_nothing_imports_wsgi():
    faults = [
        f"{module.name}:{node.lineno} imports {name}"
        for module in modules()
        for node, name in module.imports
        if name.split(".")[0] == "wsgi" or (name.startswith("results") and module.name.startswith("survey/"))
    ]
    assert not faults, "\n".join(faults)


def floor_of(dotted: str) -> int | None:
    """How high a module stands in its package. None for other people's modules and the composition root."""
    package, *inside = dotted.split(".")
    if package not in ("survey", "results") or not inside:
        return None
    return FLOORS.get(inside[0], BESIDE_THE_STORE)


def test_lower_floors_do_not_import_upper_ones():
    faults = [
        f"{module.name}:{node.lineno} reaches up to {name}"
        for module in modules()
        for node, name in module.imports
        if None not in (floor_of(module.dotted), floor_of(name))
        and floor_of(name) > floor_of(module.dotted)
    ]
    assert not faults, "\n".join(faults)


def test_domain_imports_nothing_impure():
    faults = [
        f"{module.name}:{node.lineno} imports {name}: pass in what it would fetch (a day, bytes, text)"
        for module in in_domain()
        for node, name in module.imports
        if name.split(".")[0] not in DOMAIN_MAY_USE
        and not (module.name == SEALING and name.startswith("cryptography."))
    ]
    assert not faults, "\n".join(faults)


def calls(module: Module, names: set[str]) -> list[str]:
    """Where a module calls a function or method of one of these names."""
    return [
        f"{module.name}:{node.lineno} calls {called}()"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and (called := getattr(node.func, "attr", getattr(node.func, "id", ""))) in names
    ]


def test_domain_asks_no_clock_and_opens_no_file():
    faults = [fault for module in in_domain() for fault in calls(module, CLOCKS_AND_FILES)]
    assert not faults, "pass in the day or the text:\n" + "\n".join(faults)


def test_below_web_nothing_commits():
    below = [module for module in modules() if not module.name.startswith(WEB)]
    faults = [fault for module in below for fault in calls(module, {"commit"})]
    assert not faults, "flush, and leave the commit to the request:\n" + "\n".join(faults)


def test_one_module_says_which_release_a_reader_may_see():
    """Pages and files that look for it by hand forget the day, or the edition that the address names."""
    faults = [
        f"{module.name}:{node.lineno} calls releases.{node.func.attr}()"
        for module in modules("results/web")
        if module.name != READING
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and getattr(node.func.value, "id", "") == "releases"
        and node.func.attr in WHICH_RELEASE
        and module.name not in WHICH_RELEASE[node.func.attr]
    ]
    assert not faults, f"ask {READING}:\n" + "\n".join(faults)


def test_no_import_hides_in_a_function():
    faults = [
        f"{module.name}:{node.lineno} in {function.name}()"
        for module in modules("survey", "results", "wsgi.py", "tests")
        if INDENTED_IMPORT.search(module.text)
        for function in module.functions
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert not faults, "\n".join(faults)


def test_names_say_what_is_inside():
    faults = [module.name for module in modules() if VAGUE_NAMES & set(module.dotted.split("."))]
    assert not faults, f"name these after what they hold: {faults}"


def test_every_module_states_its_rule():
    faults = [module.name for module in modules() if not ast.get_docstring(module.tree)]
    assert not faults, f"these have no docstring: {faults}"


def test_packages_hold_a_docstring_and_nothing_else():
    packages = [module for module in modules() if module.name.endswith("/__init__.py")]
    faults = [module.name for module in packages if len(module.tree.body) != 1]
    assert not faults, f"import from the module that defines it, not through {faults}"


def test_every_package_is_one():
    folders = {module.path.parent for module in modules("survey", "results")}
    missing = [folder.relative_to(ROOT) for folder in folders if not (folder / "__init__.py").exists()]
    assert not missing, f"no __init__.py in {missing}"


def test_every_suppression_gives_its_reason():
    faults = [
        f"{module.name}:{number}"
        for module in modules("survey", "results", "wsgi.py", "tests")
        for number, line in enumerate(module.text.splitlines(), start=1)
        if (found := NOQA.search(line)) and not found["reason"]
    ]
    assert not faults, f"say why, after the code, as in “noqa: S608 - why”: {faults}"


def test_imports_make_no_cycle():
    names = {module.dotted for module in modules()}
    graph = {}
    for module in modules():
        targets = {name if name in names else name.rpartition(".")[0] for _node, name in module.imports}
        graph[module.dotted] = (targets & names) - {module.dotted}
    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle
