"""What may be concluded from a table, in one short sentence: who answered, and how far its figures go."""

from math import ceil

from results.domain.disclosure import GROUP, PROFILE, PROGRESS, SafeTable
from survey.domain.wording import listed, say

OF_EVERYBODY = say("This is what people said who chose to answer, not what everyone thinks.")
OF_A_GROUP = say("This is what people of the group said who chose to answer, not what all of it think.")
DRAWN = say("These people were drawn at random, so the range says where the share among all may lie.")
FEW = say("They are few: one person more or less moves a share by a percent or more.")
# Under this base one answer moves a share by a whole percent or more.
SMALL_BASE = 100
# By how many people a figure about a group, or its base, may be off.
OFF_BY = 4


def concluded(table: SafeTable, *, sampled: bool = False) -> str:
    """What the figures of a table say, and what they do not. Empty where there are none.

    `sampled`: they come from an invited random sample, and stand beside an interval.
    """
    if not table.shown or not table.options or table.kind in (PROFILE, PROGRESS):
        return ""
    who = DRAWN if sampled else OF_A_GROUP if table.kind == GROUP else OF_EVERYBODY
    return listed([who, *_how_far(table)], " ")


def _how_far(table: SafeTable) -> list[str]:
    base = table.base or 0
    if not table.exact:
        points = 2 * ceil(100 * OFF_BY / base)
        return [
            say(
                "Figures are protected: a difference of up to {points} points may come from that alone.",
                points=points,
            )
        ]
    if base < SMALL_BASE:
        return [FEW]
    return []
