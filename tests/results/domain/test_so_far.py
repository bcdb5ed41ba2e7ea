"""Who answered while it was open beside who answered in the release: nobody who came or went between is told."""

from results.domain.disclosure import Disclosure
from tests.results.domain.test_disclosure import table


def rules_of_every_offset():
    """Rules with each pair of offsets that one figure can have while open and in the release."""
    found = {}
    for number in range(400):
        rules = Disclosure("s1", f"a secret of number {number}".encode())
        found.setdefault((rules.offset("s1|so-far|q1=a|*"), rules.offset("s1|q1=a|*")), rules)
    return found


def test_figures_while_open_and_of_the_release_never_tell_that_one_person_came_or_was_left_out():
    every = rules_of_every_offset()
    assert len(every) == 25

    def seen(counts, more):
        """Which pairs of figures can be seen of these counts, with the counts behind each."""
        found = {}
        for rules in every.values():
            for count in counts:
                first = rules.so_far(table((count, 90))).cells[0].count
                second = rules.profile(table((count + more, 90))).cells[0].count
                found.setdefault((first, second), set()).add(count)
        return found

    unchanged = seen(range(46), 0)
    assert seen(range(40), 1).keys() <= unchanged.keys()
    assert seen(range(1, 40), -1).keys() <= unchanged.keys()
    # Nor that nobody did.
    assert seen(range(40), 0).keys() <= seen(range(46), 1).keys()
    # The second look at a count that did not change leaves four at the least, and none of them small.
    behind = seen(range(60), 0).values()
    assert min(map(len, behind)) == 4
    assert all(min(counts) > 5 for counts in behind if len(counts) < 9)
