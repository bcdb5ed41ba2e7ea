"""The extract: responses as coded columns. Every table is counted from it.

Responses are read as they were coded when they were stored; no JSON is parsed. Equality codes are joined
here by the response's random id, in memory only: the files that are kept for the organiser's exact view
(`results.partitions`) hold none of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import LargeBinary, Text, case, cast, func, select
from sqlalchemy.orm import Session

from survey.domain.changes import Era, eras
from survey.domain.consultations import LANGUAGE
from survey.domain.questionnaires.codebook import FIRST_OPTION, NOT_ASKED, Codebook, Column
from survey.store import integrity
from survey.store.answering.responses import CHANNELS, EqualityAnswers, Response
from survey.store.consultations import Consultation
from survey.store.questionnaires.versions import frozen

Bytes = NDArray[np.uint8]
ID_BYTES = 16
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
    on_disk = _in_order_of_disk(session, table.consultation_id, consultation)
    ids, codes, *others = _hexadecimal(session, on_disk, table.id, table.codes, *facts.values())
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
    if LANGUAGE in consultation.counting_rules.characteristics:
        languages = _languages(session, consultation, mine)
        facts[Column(LANGUAGE, LANGUAGE, None, "choice", languages)] = _coded(table.language, languages)
    revision = revision_column(consultation)
    if revision:
        facts[revision] = _coded_by_era(table.deployment_revision, eras(consultation.material_changes))
    return facts


def _languages(session: Session, consultation: Consultation, mine: Any) -> tuple[str, ...]:  # noqa: ANN401 - SQL expressions
    """The languages that were offered, and any other in which the questions were read."""
    table = Response.__table__.c
    version = frozen(session, consultation.version_id or "")
    found = session.scalars(select(table.language).where(mine).distinct())
    return tuple(sorted({version.questionnaire.language, *consultation.languages, *found}))


def _equality(session: Session, consultation: Consultation, codebook: Codebook) -> tuple[Bytes, Bytes]:
    table = EqualityAnswers.__table__.c
    mine = _in_order_of_disk(session, table.consultation_id, consultation)
    ids, codes = _hexadecimal(session, mine, table.id, table.codes)
    ids, order = _sorted_ids(ids)
    return ids, _matrix(codes, codebook.width)[order]


def _in_order_of_disk(session: Session, column: Any, consultation: Consultation) -> Any:  # noqa: ANN401 - SQL expressions
    """Which rows belong to a consultation, read one after the other as they stand on disk.

    SQLite would take the index and jump to another page for every row, which is five times the work.
    """
    sqlite = session.get_bind().dialect.name == "sqlite"
    return (column + 0 if sqlite else column) == consultation.id


def _hexadecimal(session: Session, mine: Any, *columns: Any) -> list[bytes]:  # noqa: ANN401 - SQL expressions
    """Each column of all rows as one run of bytes, all in the same order of rows.

    The database joins them, as hexadecimal text: a row object for each of a million responses would take
    longer than all the counting. None of these columns is ever empty, so no row is passed over.
    """
    sqlite = session.get_bind().dialect.name == "sqlite"
    joined = [_join(column, sqlite=sqlite) for column in columns]
    row = session.connection().execute(select(*joined).where(mine)).one()
    return [bytes.fromhex(text or "") for text in row]


def _join(column: Any, *, sqlite: bool) -> Any:  # noqa: ANN401 - SQL expressions
    """A column of many rows as one text, in the order in which the database reads the rows."""
    join = func.group_concat if sqlite else func.string_agg
    return join(_as_text(column, sqlite=sqlite), "")


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


@dataclass(frozen=True)
class Alike:
    """The coded opinions of responses of one day that came by one way in one language.

    `codes` has a row a response and a column for each of the version's opinion columns.
    """

    channel: str
    stratum: str
    language: str
    revision: int
    codes: Bytes


def of_day(
    session: Session,
    consultation: Consultation,
    day: date,
    *,
    width: int,
    without: frozenset[str] = frozenset(),
) -> Iterator[Alike]:
    """The mixed responses of one day, but for those whose ids are in `without`; no equality answer is read.

    The database puts those together that are alike in everything but their answers: a handful of rows comes
    for a day, however many responded.
    """
    table = Response.__table__.c
    same = table.channel, table.stratum, table.language, table.deployment_revision
    sqlite = session.get_bind().dialect.name == "sqlite"
    # The ids are read only to find those that are left out, and kept nowhere.
    read = (table.codes, *([table.id] if without else []))
    joined = (_join(column, sqlite=sqlite) for column in read)
    query = select(*same, func.count(), *joined).where(table.consultation_id == consultation.id)
    for row in session.connection().execute(query.where(table.day == day).group_by(*same)):
        *facts, number = row[: len(same) + 1]
        codes, *ids = row[len(same) + 1 :]
        matrix = np.frombuffer(bytes.fromhex(codes or ""), np.uint8).reshape(number, width)
        kept = [id_ not in without for text in ids for id_ in _in_pieces(text, 2 * ID_BYTES)]
        yield Alike(*facts, matrix[kept] if kept else matrix)


def _in_pieces(text: str, length: int) -> Iterator[str]:
    return (text[start : start + length] for start in range(0, len(text), length))


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
