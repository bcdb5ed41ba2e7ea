"""Where the areas of a release lie: in the outlines of the revision consulted on, else as squares.

Each function takes published tables and the areas; a map stands beside its list or its table, never alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from results import charts
from results.charts import CHARTS, Side
from results.domain.disclosure import SafeTable
from results.drawing import messages, outlines, words
from results.drawing.outlines import Ground
from results.drawing.palette import BLUES, ORANGES
from results.drawing.tiles import Tile
from results.web.view import Drawn, drawn
from survey.domain.deployments.plan import Boundaries, Plan
from survey.domain.questionnaires.questions import Area, Question
from survey.domain.wording import say
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.deployments import register

Where = Ground | tuple[Tile, ...]
# Of a scale of five points, those on either side of the middle.
NEAR, FAR = slice(0, 2), slice(3, None)


def consulted_ground(session: Session, consultation: Consultation, area: Area) -> Where | None:
    """The areas of a question, as the revision that the consultation is about has them."""
    number = consultation.deployment_revision
    revision = register.consulted_on(session, consultation.deployment_id, number=number)
    return where(revision.plan, revision.boundaries, area)


def where(plan: Plan, boundaries: Boundaries, area: Area) -> Where | None:
    """The areas of a plan. None where there is neither an outline of each nor a schematic map."""
    names = words.option_labels(area)
    own = {option.code: names[option.code] for option in area.options if not option.apart}
    wards = area.areas == "wards"
    return outlines.ground(plan, boundaries, own, wards=wards) or (tiles(plan, own) if wards else None)


def tiles(plan: Plan, names: Mapping[str, str]) -> tuple[Tile, ...] | None:
    """The wards as squares of one size, roughly where they lie."""
    named = [(ward, names.get(ward.code, ward.name)) for ward in plan.wards]
    return tuple(Tile(w.code, name, short(name), w.column, w.row) for w, name in named) or None


def short(name: str) -> str:
    """The few letters of a ward's name that fit on its tile: "Add E" for Addiscombe East."""
    first, *rest = name.replace("’", "").replace("'", "").split()
    initials = "".join(word[0] for word in rest if word[0].isalpha())
    return f"{first[:3]} {initials}" if initials else first[:5]


def is_schematic(found: Where | None) -> bool:
    """Whether the maps are squares, which a page must say."""
    return isinstance(found, tuple)


def source_of(found: Where | None) -> str:
    """Whose outlines a map shows, which has to stand beside it; nothing where there are none."""
    return found.attribution if isinstance(found, Ground) else ""


def answer_maps(tables: Sequence[SafeTable], question: Question, found: Where | None) -> tuple[Drawn, ...]:
    """Both ends of a scale, each on a map of its own, a table for each area; nothing for other questions."""
    shown = sides(tables, question, found)
    return tuple(drawn(charts.share_map, tables, found, question, side) for side in shown)


def sides(tables: Sequence[SafeTable], question: Question, found: Where | None) -> tuple[Side, ...]:
    """The two sides of a scale, as two maps show them: blue and orange, in shades equally strong."""
    apart = words.apart_codes(question)
    scaled = CHARTS[question.kind] == "scale" or messages.is_support(tables[0], apart)
    if found is None or not scaled or not any(table.shown for table in tables):
        return ()
    points = tuple(code for code in tables[0].options if code not in apart)
    near, far = points[NEAR], points[FAR]
    return (
        Side(near, _either(question, near), far, BLUES),
        Side(far, _either(question, far), near, ORANGES),
    )


def _either(question: Question, codes: Sequence[str]) -> str:
    labels = words.option_labels(question)
    first, *rest = (words.label(labels, code) for code in codes)
    text = first
    for label in rest:
        text = say("{first} or {second}", first=text, second=words.lowered(label))
    return text


def responses_map(table: SafeTable, area: Area, found: Where | None) -> Drawn | None:
    """How many named each area."""
    if found is None or not table.shown:
        return None
    return drawn(charts.count_map, table, found, area)
