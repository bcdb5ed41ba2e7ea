"""What was done to a questionnaire, in words that each step keeps."""

from __future__ import annotations

from survey.domain.wording import message, say

ADDED = message("Added “{name}”")
CHANGED = message("Changed “{name}”")
REMOVED = message("Removed “{name}”")
MOVED = message("Moved “{name}”")
MOVED_UP = message("Moved “{name}” up")
MOVED_DOWN = message("Moved “{name}” down")
UNLOCKED = message("Unlocked “{name}”: {reason}")
BEGAN_MODEL = say("Began from the model questionnaire")
BEGAN_EMPTY = say("Began with an empty questionnaire")
BEGAN_ASKED = say("Began from the questions that are asked now")
