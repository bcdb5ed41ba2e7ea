"""The drawing of the map: boxes in order, a line for every way, and all of it within its width."""

from survey.domain.questionnaires.paths_drawing import LETTERS, WIDTH, drawing_of
from survey.domain.questionnaires.paths_map import map_of
from tests.survey.domain.questionnaires.model import MODEL

MAPPED = map_of(MODEL, frozenset())
DRAWN = drawing_of(MAPPED)


def test_every_page_has_a_box_one_under_the_other():
    codes = [box.code for box in DRAWN.boxes]
    assert [code for code in codes if code] == [page.code for page in MODEL.pages]
    assert [box.title for box in DRAWN.boxes if not box.code] == ["Check your answers", "Send"]
    for above, below in zip(DRAWN.boxes, DRAWN.boxes[1:], strict=False):
        assert above.y + above.height < below.y
    assert DRAWN.boxes[-1].y + DRAWN.boxes[-1].height <= DRAWN.height


def test_there_is_a_line_for_every_way_and_for_the_way_into_the_second_part():
    ways = sum(len(stop.ways) for stop in MAPPED.stops) + len(MAPPED.parts[1].ways_in)
    assert len(DRAWN.lines) == ways


def test_nothing_leaves_the_drawing_and_words_fit_their_boxes():
    for box in DRAWN.boxes:
        assert 0 <= box.x < box.x + box.width <= WIDTH
        assert all(len(words) <= LETTERS for words in (*box.lines, box.note))
    assert all(line.x > 0 and 0 < line.y < DRAWN.height for line in DRAWN.lines)


def test_what_only_some_come_to_stands_to_the_side_with_the_answer_that_leads_there():
    by_code = {box.code: box for box in DRAWN.boxes}
    assert by_code["connection"].x > by_code["support"].x
    assert by_code["connection"].note == "if “As an individual”"
    assert by_code["contribution"].note == "Nobody comes here"
    assert by_code["support"].note == ""
