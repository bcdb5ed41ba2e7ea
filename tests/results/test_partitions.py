"""What is kept of each day is what the stored answers say, and only changed days are read again."""

import random
import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from results.extract import build
from results.partitions import A_DAY, LANGUAGE, SHOWN, UNFINISHED, is_current, refresh
from survey.domain import answering
from survey.domain.accounts import Role
from survey.domain.integrity.reviewing import KEEP
from survey.domain.questionnaires.codebook import FIRST_OPTION
from survey.store import accounts, consultations, integrity
from survey.store.answering import days, mixing, responses
from survey.store.answering.responses import Response, Submission
from survey.store.database import engine_for, session_factory
from survey.store.integrity import Flag, Marking, Wanted
from survey.store.questionnaires.versions import frozen
from tests import databases, demonstration
from tests.results.changed import change, let_it_change

FIRST = date(2026, 9, 2)
WAYS = ("web", "paper", "assisted")
ANN, BOB = 1, 2


def counted(kept):
    """How often each whole response stands in what is kept: its day, its codes and its facts."""
    book = {column.name: column for column in kept.extract.codebook}
    columns = [kept.extract.columns[name] for name in book if name not in (LANGUAGE, SHOWN, "channel", "stratum")]
    facts = [(book[name].options, kept.extract.columns[name]) for name in ("channel", "stratum", LANGUAGE, SHOWN)]
    sent = [one.day for one in kept.days for _response in range(one.responses)]
    return Counter(
        (sent[row], bytes(int(c[row]) for c in columns), *(o[c[row] - FIRST_OPTION] for o, c in facts))
        for row in range(kept.extract.respondents)
    )


def recounted(session, consultation, left_out=()):
    """The same from the stored answers themselves: their JSON, coded again."""
    opinion = frozen(session, consultation.version_id).opinion
    found = Counter()
    for row in session.scalars(select(Response).where(Response.consultation_id == consultation.id)):
        if row.id not in left_out:
            # What was not asked is not in the answers; which of them were asked, the stored codes tell.
            asked = {column.question for column, code in zip(opinion.columns, row.codes, strict=True) if code}
            again = opinion.encode(row.answers, frozenset(asked))
            found[row.day, again, row.channel, row.stratum, row.language, str(row.deployment_revision)] += 1
    return found


def as_files(folder):
    """Every file but the marks, which are random."""
    contents = {}
    for path in folder.iterdir():
        head, _, content = path.read_bytes().partition(b"\n")
        contents[path.name] = content[:-4]
        assert b"age" not in head
    return contents


@pytest.fixture(scope="module")
def answered(tmp_path_factory, sqlite_template):
    """A database with 60 responses that Croydon's consultation got; copied by each run of a property."""
    folder = tmp_path_factory.mktemp("answered")
    engine = engine_for(databases.copy_of(sqlite_template, folder))
    with session_factory(engine)() as session:
        demonstration.load(session)
        consultation = demonstration.add_responses(session, number=60)
        for name in ("ann", "bob"):
            accounts.add(session, email=name, name=name, role=Role.ORGANISER, password_hash="-")
        session.add(Marking(consultation_id=consultation.id, day=FIRST, looked_at=0, days=[]))
        session.commit()
    engine.dispose()
    return folder / "lamppost.sqlite"


class Life:
    """What may happen to a consultation's responses, drawn at random."""

    def __init__(self, session, consultation, seed):
        self.session, self.consultation, self.random = session, consultation, random.Random(seed)
        self.samples = [(row.answers, row.codes) for row in session.scalars(select(Response))]
        self.receipts, self.left_out = [], set()

    def mix(self):
        consultations.take_turn(self.session, self.consultation.id)
        for _response in range(20):
            self.send(FIRST + timedelta(days=self.random.randrange(6)))
        assert mixing.mix(self.session, self.consultation.id, shuffle=self.random.shuffle) >= 20

    def send(self, day):
        answers, codes = self.random.choice(self.samples)
        receipt = answering.new_receipt(self.random.randbytes)
        responses.receive(
            self.session,
            Submission(
                id=answering.response_id(receipt), receipt_hash=answering.receipt_hash(receipt),
                consultation_id=self.consultation.id, day=day, channel=self.random.choice(WAYS),
                version_id=self.consultation.version_id, deployment_revision=self.random.choice((1, 2)),
                answers=answers, codes=codes, equality_answers={"age": "25-34"}, equality_codes=b"\2",
                stratum=self.random.choice(("open", "letters")), language=self.random.choice(("en", "cy")),
            ),
        )  # fmt: skip
        self.receipts.append(receipt)

    def withdraw(self):
        if self.receipts:
            receipt = self.receipts.pop(self.random.randrange(len(self.receipts)))
            consultations.take_turn(self.session, self.consultation.id)
            this = {"response_id": answering.response_id(receipt), "receipt_hash": answering.receipt_hash(receipt)}
            assert responses.withdraw(self.session, **this)

    def correct(self):
        if self.receipts:
            self.withdraw()
            self.send(FIRST + timedelta(days=5))

    def review(self):
        """Two people leave out a response that a rule marked; or one of them takes one back in."""
        flags = self.session.scalars(select(Flag)).all()
        flag = self.random.choice(flags) if flags and self.random.random() < 0.4 else self.mark()
        if flag is not None:
            wanted = KEEP if flag.response_id in self.left_out else "leave out"
            for account in ANN, BOB:
                seen = len(integrity.reviews_of(self.session, self.consultation, flag.number))
                this = {"wanted": Wanted(wanted, "A good reason.", seen), "account": account, "day": FIRST}
                integrity.review(self.session, self.consultation, flag.number, **this)
                if wanted == KEEP:
                    break
            self.left_out ^= {flag.response_id}

    def mark(self):
        marked = select(Flag.response_id)
        ids = self.session.scalars(select(Response.id).where(Response.id.not_in(marked))).all()
        flag = Flag(
            response_id=self.random.choice(sorted(ids)), rule="same-text", consultation_id=self.consultation.id,
            number=len(self.session.scalars(marked).all()) + 1,
        )  # fmt: skip
        self.session.add(flag)
        self.session.flush()
        return flag


ACTS = st.lists(st.sampled_from(["mix", "mix", "withdraw", "withdraw", "correct", "review", "review"]), max_size=5)


@settings(max_examples=12, deadline=None)
@given(st.lists(ACTS, min_size=1, max_size=4), st.integers(0, 2**32 - 1))
def test_incremental_is_full_is_a_recount(answered, tmp_path_factory, rounds, seed):
    folder = tmp_path_factory.mktemp("run")
    engine = engine_for(databases.copy_of(answered, folder))
    with session_factory(engine)() as session:
        consultation = consultations.find(session, demonstration.CROYDON)
        life = Life(session, consultation, seed)
        for acts in rounds:
            for act in acts:
                getattr(life, act)()
            kept = refresh(session, consultation, folder / "kept").kept
            assert counted(kept) == recounted(session, consultation, life.left_out)
        refresh(session, consultation, folder / "whole", full=True)
        assert as_files(folder / "kept") == as_files(folder / "whole")
    engine.dispose()


@pytest.fixture
def kept(session, croydon, tmp_path):
    """What is kept of Croydon's 400 responses, and a way to bring it up to date: the days that were read."""

    def again(**how):
        return refresh(session, croydon, tmp_path, **how).read

    assert len(again()) == len(responses.mixed_days(session, croydon.id))
    return again


def opened(session, croydon, tmp_path):
    return refresh(session, croydon, tmp_path).kept


def test_it_is_the_extract_that_a_release_is_counted_from(session, croydon, tmp_path, kept):
    assert kept() == ()
    found, whole = opened(session, croydon, tmp_path).extract, build(session, croydon)
    assert found.respondents == whole.respondents == 400
    names = [column.name for column in whole.codebook if column.name not in whole.equality]
    rows = [Counter(zip(*(one.columns[name].tolist() for name in names), strict=True)) for one in (found, whole)]
    assert rows[0] == rows[1]
    assert [c.name for c in found.codebook if c.name not in (LANGUAGE, SHOWN)] == names


def test_nothing_kept_is_of_equality_nor_an_id_nor_in_the_order_of_ids(session, croydon, tmp_path, kept):
    kinds = {column.name for column in frozen(session, croydon.version_id).equality.columns}
    found = opened(session, croydon, tmp_path)
    assert not kinds & set(found.extract.columns)
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for (id_,) in session.execute(select(Response.id)):
        assert id_.encode() not in files
        assert bytes.fromhex(id_) not in files
    # The same responses under other ids, and in another order in the table, make the same file.
    before = as_files(tmp_path)
    rows = [dict(row) for row in session.execute(delete(Response).returning(*Response.__table__.columns)).mappings()]
    for row in reversed(rows):
        row["id"] = random.Random(row["id"]).randbytes(16).hex()
    random.Random(1).shuffle(rows)
    session.execute(insert(Response), rows)
    kept(full=True)
    assert as_files(tmp_path) == before


def test_only_the_days_that_changed_are_read_again(session, croydon, kept):
    first, second, *_ = responses.mixed_days(session, croydon.id)
    days.changed(session, croydon.id, [second])
    assert kept() == (second,)
    assert kept() == ()
    days.changed(session, croydon.id, [first, second])
    assert kept() == (first, second)


def test_a_day_without_responses_leaves_no_file(session, croydon, tmp_path, kept):
    first = responses.mixed_days(session, croydon.id)[0]
    session.execute(delete(Response).where(Response.day == first))
    assert kept() == ()
    assert not (tmp_path / f"{first}{A_DAY}").exists()
    assert opened(session, croydon, tmp_path).extract.respondents == responses.count(session, croydon.id)


def test_while_it_is_open_a_day_without_a_mark_is_never_trusted(session, croydon, kept):
    first = responses.mixed_days(session, croydon.id)[0]
    days.forget(session, croydon.id, first)
    croydon.closed_on = None
    assert kept() == (first,)
    assert kept() == (first,)
    # As after an upgrade: what was closed before there were marks need not be read each time.
    croydon.closed_on = croydon.closes_on
    assert kept() == ()


def test_a_damaged_file_is_made_again(session, croydon, tmp_path, kept):
    day = responses.mixed_days(session, croydon.id)[3]
    path = tmp_path / f"{day}{A_DAY}"
    whole = path.read_bytes()
    damaged = {
        "a byte short": whole[:-1],
        "half": whole[: len(whole) // 2],
        "its head only": whole[: whole.index(b"\n") + 1],
        "empty": b"",
        "longer": whole + b"\0",
        "one bit": whole[:-100] + bytes([whole[-100] ^ 1]) + whole[-99:],
        "another number": whole.replace(b'"responses": ', b'"responses":-'),
        "no object": b"null\n" + whole,
        "no text": b"\xff\xfe" * 400,
        "no end of line": b" " * 4000,
    }
    for what, content in damaged.items():
        path.write_bytes(content)
        assert kept() == (day,), what
        assert path.read_bytes() == whole


def test_a_file_of_another_day_or_consultation_is_made_again(session, croydon, tmp_path, kept):
    first, second, *_ = responses.mixed_days(session, croydon.id)
    (tmp_path / f"{first}{A_DAY}").write_bytes((tmp_path / f"{second}{A_DAY}").read_bytes())
    assert kept() == (first,)
    other = tmp_path / "other"
    slug, croydon.slug = croydon.slug, "another"
    refresh(session, croydon, other)
    croydon.slug = slug
    (tmp_path / f"{second}{A_DAY}").write_bytes((other / f"{second}{A_DAY}").read_bytes())
    shutil.rmtree(other)
    assert kept() == (second,)


def test_an_interrupted_build_leaves_whole_days_and_goes_on(session, croydon, tmp_path):
    every = responses.mixed_days(session, croydon.id)

    def stopped(found):
        yield from found[:5]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh(session, croydon, tmp_path, watch=stopped)
    (tmp_path / f"{UNFINISHED}1").write_bytes(b"half")
    assert refresh(session, croydon, tmp_path).read == tuple(every[5:])
    assert (tmp_path / f"{UNFINISHED}1").exists()  # somebody else may be writing it
    refresh(session, croydon, tmp_path, full=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{day}{A_DAY}" for day in every]


def test_what_is_written_while_it_fails_is_taken_away(session, croydon, tmp_path, monkeypatch):
    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        refresh(session, croydon, tmp_path)


def test_what_is_open_need_not_be_opened_again_and_a_replaced_file_is(session, croydon, tmp_path, kept):
    before = opened(session, croydon, tmp_path)
    after = refresh(session, croydon, tmp_path, before=before).kept
    assert all(one is other for one, other in zip(before.days, after.days, strict=True))
    assert is_current(session, croydon, tmp_path, after)
    path = tmp_path / f"{before.days[0].day}{A_DAY}"
    content = path.read_bytes()
    path.unlink()
    assert not is_current(session, croydon, tmp_path, after)
    path.write_bytes(content)
    assert not is_current(session, croydon, tmp_path, after)
    again = refresh(session, croydon, tmp_path, before=after)
    assert again.read == ()
    assert again.kept.days[0] is not before.days[0]
    # Whoever reads the older one still reads it whole.
    assert np.array_equal(again.kept.days[0].columns, before.days[0].columns)


def test_days_are_limited_at_both_ends(session, croydon, tmp_path):
    found = opened(session, croydon, tmp_path)
    per_day = responses.counts_by(session, croydon.id, "day")
    every = list(per_day)
    for first, last in [(None, None), (every[3], None), (None, every[3]), (every[2], every[9]), (every[5], every[4])]:
        part = found.between(first, last)
        number = sum(n for day, n in per_day.items() if (not first or day >= first) and (not last or day <= last))
        assert part.respondents == number
        assert all(len(column) == number for column in part.columns.values())


def test_how_revisions_are_split_may_change_without_reading_a_day(session, croydon, tmp_path, kept):
    let_it_change(session, croydon, shown=(1, 2, 3))
    kept(full=True)
    before = opened(session, croydon, tmp_path)
    croydon.changes = [change(2).dump()]
    assert not is_current(session, croydon, tmp_path, before)
    after = refresh(session, croydon, tmp_path, before=before)
    assert after.read == ()
    whole = build(session, croydon)
    assert np.array_equal(*(np.bincount(one.columns["revision"]) for one in (after.kept.extract, whole)))
    assert is_current(session, croydon, tmp_path, after.kept)
