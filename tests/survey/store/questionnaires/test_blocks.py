"""A council's own blocks: their numbers, and retiring one."""

from datetime import date
from threading import Barrier, Thread

import pytest

from survey.domain.questionnaires.questions import Page
from survey.store.database import session_factory
from survey.store.questionnaires import blocks
from survey.store.questionnaires.blocks import Kept
from tests.survey.domain.questionnaires.model import MODEL

DAY = date(2026, 11, 2)
PAGES = (MODEL.page("support"),)


def kept(title="Lamps", *, locked=False):
    return Kept(title, "When lamps are asked about.", "Own words", locked=locked, name="Ada", day=DAY)


def test_a_new_wording_gets_the_next_number_and_the_first_stays_as_it_was(session):
    first = blocks.add(session, PAGES, "opinion", kept=kept())
    other = (Page("safety", MODEL.page("safety").questions),)
    second = blocks.add_number(session, first.code, other, "opinion", kept=kept("Lamps again", locked=True))
    assert (first.code, first.number, second.number) == ("lamps", 1, 2)
    session.expire_all()
    found = blocks.find(session, "lamps", 1).as_block
    assert (found.reference, found.pages, found.locked) == ("lamps@1", PAGES, False)
    assert [(row.code, row.number) for row in blocks.every(session)] == [("lamps", 2), ("lamps", 1)]


def test_numbers_have_no_gap_and_are_given_once_when_several_save_at_once(engine, session):
    code = blocks.add(session, PAGES, "opinion", kept=kept()).code
    session.commit()
    sessions, together = session_factory(engine), Barrier(3)

    def work():
        with sessions() as own:
            together.wait()
            for _ in range(4):
                blocks.add_number(own, code, PAGES, "opinion", kept=kept())
                own.commit()

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.expire_all()
    assert [row.number for row in blocks.every(session)] == list(range(13, 0, -1))


def test_two_blocks_of_one_title_have_codes_of_their_own_also_beside_those_of_the_program(session):
    codes = [blocks.add(session, PAGES, "opinion", kept=kept(), taken={"lamps"}).code for _ in range(2)]
    assert codes == ["lamps-2", "lamps-3"]
    with pytest.raises(LookupError):
        blocks.add_number(session, "nothing", PAGES, "opinion", kept=kept())


def test_a_retired_number_stays_and_can_be_brought_back(session):
    row = blocks.add(session, PAGES, "opinion", kept=kept())
    blocks.retire(session, row, DAY)
    blocks.retire(session, row, date(2027, 1, 1))
    assert blocks.find(session, "lamps", 1).retired_on == DAY
    blocks.bring_back(session, row)
    assert blocks.find(session, "lamps", 1).retired_on is None
