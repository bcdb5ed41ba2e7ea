"""The extract: responses as coded columns. Every table is counted from it.

Responses are read as they were coded when they were stored; no JSON is parsed. Equality codes are joined
here by the response's random id, in memory only: the file that is kept for the organiser's exact view holds
none of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import LargeBinary, Text, case, cast, func, select
from sqlalchemy.orm import Session

from survey.domain.changes import Era, eras
from survey.domain.questionnaires.codebook import FIRST_OPTION, NOT_ASKED, Codebook, Column
from survey.store import integrity
from survey.store.answering.responses import CHANNELS, EqualityAnswers, Response
from survey.store.consultations import Consultation
from survey.store.questionnaires.versions import frozen

Bytes = NDArray[np.uint8]
ID_BYTES = 16
DESCRIPTION = "about.json"
REVISION = "revision"


@dataclass(frozen=True)
class Extract:
    """Columns by name (each uint8, one entry a response), what they mean, and a checksum of the whole.

    `equality` names the columns that may only be used where tables pass disclosure control; `excluded` says
    which responses two people left out.
    """

    columns: Mapping[str, Bytes]
    codebook: tuple[Column, ...]
    respondents: int
    checksum: str
    equality: frozenset[str] = frozenset()
    excluded: NDArray[np.bool_] | None = None

    @property
    def left_out(self) -> int:
        """How many responses two people left out."""
        return 0 if self.excluded is None else int(self.excluded.sum())

    def counted(self) -> Extract:
        """The responses that are counted: all but those left out."""
        if not self.left_out or self.excluded is None:
            return self
        kept = ~self.excluded
        columns = {name: column[kept] for name, column in self.columns.items()}
        return replace(self, columns=columns, respondents=int(kept.sum()), excluded=None)


def build(session: Session, consultation: Consultation) -> Extract:
    """Counts in everything: opinion, equality and the common columns, of all mixed responses.

    The checksum is SHA-256 over the coded bytes of the responses in the order of their ids, then over those
    of the equality answers in theirs, so that it can be worked out again from the two tables.
    """
    version = frozen(session, consultation.version_id or "")
    ids, opinion, common = _responses(session, consultation, version.opinion)
    equality_ids, equality = _equality(session, consultation, version.equality)
    checksum = hashlib.sha256(opinion.tobytes() + equality.tobytes()).hexdigest()
    joined = _joined(ids, equality_ids, equality)
    columns = _by_name(version.opinion, opinion) | _by_name(version.equality, joined)
    columns |= {column.name: codes for column, codes in common.items()}
    codebook = (*version.opinion.columns, *version.equality.columns, *common)
    apart = frozenset(column.name for column in version.equality.columns)
    left_out = _among(ids, integrity.excluded(session, consultation))
    return Extract(columns, codebook, len(ids), checksum, apart, left_out)


def revision_column(consultation: Consultation) -> Column | None:
    """The column that says to which revision of the plan a response was given: before or after each change.

    None where the consultation did not go on after a material change, and nothing is to be split.
    """
    codes = tuple(era.code for era in eras(consultation.material_changes))
    return Column(REVISION, REVISION, None, "choice", codes) if codes else None


def _responses(
    session: Session, consultation: Consultation, codebook: Codebook
) -> tuple[Bytes, Bytes, dict[Column, Bytes]]:
    """The ids, the coded answers and the common columns of all responses, in the order of the ids."""
    table = Response.__table__.c
    mine = table.consultation_id == consultation.id
    facts = _facts(session, consultation, mine)
    ids, codes, *others = _hexadecimal(session, mine, table.id, table.codes, *facts.values())
    ids, order = _sorted_ids(ids)
    common = {
        column: np.frombuffer(other, np.uint8)[order] for column, other in zip(facts, others, strict=True)
    }
    return ids, _matrix(codes, codebook.width)[order], common


def _facts(session: Session, consultation: Consultation, mine: Any) -> dict[Column, Any]:  # noqa: ANN401 - SQL expressions
    """The columns that nobody answered, each with the expression that gives its code."""
    table = Response.__table__.c
    # The strata that were planned stand in the table also where nobody answered from one.
    found = session.scalars(select(table.stratum).where(mine).distinct())
    strata = tuple(sorted({*consultation.counting_rules.strata, *found}))
    facts = {
        Column("channel", "channel", None, "choice", CHANNELS): _coded(table.channel, CHANNELS),
        Column("stratum", "stratum", None, "choice", strata): _coded(table.stratum, strata),
    }
    revision = revision_column(consultation)
    if revision:
        facts[revision] = _coded_by_era(table.deployment_revision, eras(consultation.material_changes))
    return facts


def _equality(session: Session, consultation: Consultation, codebook: Codebook) -> tuple[Bytes, Bytes]:
    table = EqualityAnswers.__table__.c
    mine = table.consultation_id == consultation.id
    ids, codes = _hexadecimal(session, mine, table.id, table.codes)
    ids, order = _sorted_ids(ids)
    return ids, _matrix(codes, codebook.width)[order]


def _hexadecimal(session: Session, mine: Any, *columns: Any) -> list[bytes]:  # noqa: ANN401 - SQL expressions
    """Each column of all rows as one run of bytes, all in the same order of rows.

    The database joins them, as hexadecimal text: a row object for each of a million responses would take
    longer than all the counting. None of these columns is ever empty, so no row is passed over.
    """
    sqlite = session.get_bind().dialect.name == "sqlite"
    join = func.group_concat if sqlite else func.string_agg
    texts = [_as_text(column, sqlite=sqlite) for column in columns]
    row = session.connection().execute(select(*(join(text, "") for text in texts)).where(mine)).one()
    return [bytes.fromhex(text or "") for text in row]


def _as_text(column: Any, *, sqlite: bool) -> Any:  # noqa: ANN401 - SQL expressions
    if not isinstance(column.type, LargeBinary):
        return column
    return func.hex(column) if sqlite else func.encode(column, "hex")


def _coded(column: Any, options: tuple[str, ...]) -> Any:  # noqa: ANN401 - SQL expressions
    """A column of words as the code of each, in two hexadecimal digits."""
    codes = {option: _digits(place) for place, option in enumerate(options)}
    return case(codes, value=column)


def _coded_by_era(column: Any, found: Sequence[Era]) -> Any:  # noqa: ANN401 - SQL expressions
    """A column of revisions as the code of the era of each. The eras are in order and leave no gap."""
    *ended, last = enumerate(found)
    return case(*((column < era.end, _digits(place)) for place, era in ended), else_=_digits(last[0]))


def _digits(place: int) -> str:
    return f"{FIRST_OPTION + place:02x}"


def _batches(session: Session, query: Any, size: int) -> Iterator[Sequence[Any]]:  # noqa: ANN401 - any select
    """The rows of a query on tables, some at a time. Past the ORM: a million rows need no objects."""
    # On the statement and not on the connection, where it would outlast this query and meet the next INSERT.
    found = session.connection().execute(query, execution_options={"yield_per": size})
    yield from found.partitions()


def _sorted_ids(ids: bytes) -> tuple[Bytes, NDArray[np.intp]]:
    """The ids as rows of 16 bytes in ascending order, and the order that sorts them."""
    raw = np.frombuffer(ids, np.uint8).reshape(-1, ID_BYTES)
    halves = raw.reshape(-1).view(">u8").reshape(-1, 2)
    order = np.lexsort((halves[:, 1], halves[:, 0]))
    return raw[order], order


def _matrix(codes: bytes, width: int) -> Bytes:
    # A questionnaire need not have equality questions; then there are neither columns nor rows.
    return np.frombuffer(codes, np.uint8).reshape(-1 if width else 0, width)


def _joined(ids: Bytes, equality_ids: Bytes, equality: Bytes) -> Bytes:
    """The equality codes in the order of the responses; "not asked" where there are none.

    Both lists of ids are sorted. The first half of an id finds its place, the whole id is then compared.
    """
    joined = np.full((len(ids), equality.shape[1]), NOT_ASKED, np.uint8)
    heads = np.ascontiguousarray(ids[:, :8]).view(">u8").ravel()
    wanted = np.ascontiguousarray(equality_ids[:, :8]).view(">u8").ravel()
    places = np.minimum(np.searchsorted(heads, wanted), max(len(ids) - 1, 0))
    # An equality row without its response waits in neither table's order; it is left out rather than guessed.
    found = (ids[places] == equality_ids).all(axis=1) if len(ids) else np.zeros(0, bool)
    joined[places[found]] = equality[found]
    return joined


def _among(ids: Bytes, chosen: Sequence[str]) -> NDArray[np.bool_]:
    """Which of the ids, which are in order, are among the chosen ones."""
    wanted = np.frombuffer(bytes.fromhex("".join(chosen)), np.uint8).reshape(-1, ID_BYTES)
    found = np.zeros(len(ids), bool)
    heads = np.ascontiguousarray(ids[:, :8]).view(">u8").ravel()
    for one in wanted:
        place = np.searchsorted(heads, one[:8].view(">u8")[0])
        while place < len(ids) and (ids[place, :8] == one[:8]).all():
            found[place] |= (ids[place] == one).all()
            place += 1
    return found


def _by_name(codebook: Codebook, matrix: Bytes) -> dict[str, Bytes]:
    """Each column contiguous in memory: counting walks along one column at a time."""
    turned = np.ascontiguousarray(matrix.T)
    return {column.name: turned[place] for place, column in enumerate(codebook.columns)}


def save(extract: Extract, directory: Path, names: tuple[str, ...]) -> None:
    """Keeps the named columns for later views: one file of bytes, and a description beside it."""
    directory.mkdir(parents=True, exist_ok=True)
    kept = [column for column in extract.codebook if column.name in names]
    stacked = np.stack([extract.columns[column.name] for column in kept])
    about = {"checksum": extract.checksum, "columns": [asdict(column) for column in kept]}
    _replace(directory / "columns.npy", lambda file: np.save(file, stacked))
    _replace(directory / DESCRIPTION, lambda file: file.write(json.dumps(about).encode()))


def _replace(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Writes beside the file and then takes its place.

    Others may have the old one mapped into memory: writing into it would end their process.
    """
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        write(file)
    Path(file.name).replace(path)


def open_saved(directory: Path) -> Extract | None:
    """What was kept, memory-mapped; None where nothing was, so that the caller builds it again."""
    about_file = directory / DESCRIPTION
    if not about_file.exists():
        return None
    about = json.loads(about_file.read_text(encoding="utf-8"))
    stacked = np.load(directory / "columns.npy", mmap_mode="r")
    codebook = tuple(Column(**{**c, "options": tuple(c["options"])}) for c in about["columns"])
    columns = {column.name: stacked[place] for place, column in enumerate(codebook)}
    return Extract(columns, codebook, stacked.shape[1], about["checksum"])


RESPONSE_FIELDS = ("day", "channel", "stratum", "language", "deployment_revision")
EXPORT_BATCH = 5_000


def response_batches(session: Session, consultation: Consultation) -> Iterator[Sequence[Any]]:
    """The responses for an export, in batches of rows: RESPONSE_FIELDS, whether it was left out of the
    results ("yes" or ""), the answers as JSON text, the codes.

    As text, because most of a response is read off its codes and need not be parsed. Equality answers are
    not among them, and neither is the id: with a receipt it could be worked out, and so the row be found.
    """
    table = Response.__table__.c
    left_out = case((table.id.in_(integrity.excluded(session, consultation)), "yes"), else_="")
    own = (table[name] for name in RESPONSE_FIELDS)
    query = select(*own, left_out, cast(table.answers, Text), table.codes)
    mine = query.where(table.consultation_id == consultation.id).order_by(table.id)
    yield from _batches(session, mine, EXPORT_BATCH)
