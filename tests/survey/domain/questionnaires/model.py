"""The model questionnaire as it is shipped, for tests."""

import json
from pathlib import Path

from survey.domain.questionnaires.definition import load

CONTENT = Path(__file__).resolve().parents[4] / "survey" / "content" / "questionnaires"
DEFINITION = json.loads((CONTENT / "fixed-cameras.json").read_text(encoding="utf-8"))
MODEL = load(DEFINITION)
