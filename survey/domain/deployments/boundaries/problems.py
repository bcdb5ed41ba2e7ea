"""What is wrong with a boundary file, collected so that an officer reads everything at once."""

from __future__ import annotations

from collections.abc import Sequence

from survey.domain.questionnaires.sent import readable

MOST_SHOWN = 12


class BoundaryError(ValueError):
    """A file that cannot be used; `problems` says why in plain English, and what to do next."""

    def __init__(self, problems: Sequence[str]) -> None:
        # They may name what stands in the file, which need not be anything that a page can show.
        shown = [readable(problem) for problem in problems[:MOST_SHOWN]]
        if len(problems) > MOST_SHOWN:
            shown.append(f"There are {len(problems) - MOST_SHOWN} more problems of this kind in the file.")
        super().__init__(" ".join(shown))
        self.problems = tuple(shown)
