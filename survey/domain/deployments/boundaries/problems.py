"""What is wrong with a boundary file, collected so that an officer reads everything at once."""

from __future__ import annotations

from collections.abc import Sequence

from survey.domain.questionnaires.sent import readable
from survey.domain.wording import Words, say, say_many

MOST_SHOWN = 12
GENERALISED = say("Upload a generalised version (ONS offers them at 20 m and 200 m).")


class BoundaryError(ValueError):
    """A file that cannot be used; `problems` says why in plain English, and what to do next."""

    def __init__(self, problems: Sequence[str]) -> None:
        # They may name what stands in the file, which need not be anything that a page can show.
        shown = [_readable(problem) for problem in problems[:MOST_SHOWN]]
        more = len(problems) - MOST_SHOWN
        if more > 0:
            shown.append(
                say_many(
                    "There is {count} more problem of this kind in the file.",
                    "There are {count} more problems of this kind in the file.",
                    more,
                )
            )
        super().__init__(" ".join(shown))
        self.problems = tuple(shown)


def _readable(problem: str) -> str:
    """The same words, of which those that stand in the file can be shown."""
    text = readable(problem)
    if not isinstance(problem, Words):
        return text
    words = problem.reading(text)
    words.params = {
        name: _readable(one) if isinstance(one, str) else one for name, one in problem.params.items()
    }
    return words
