"""What a release holds beside its tables: each part is made once, when the release is made, and kept with it.

A part is JSON that everyone may see. What is about a group in it has passed disclosure control.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from results.domain.disclosure import Disclosure, SafeTable
from results.extract import Extract
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.questionnaires.versions import Frozen


@dataclass(frozen=True)
class Ingredients:
    """What a part is made of. `extract` holds all responses, `counted` those that were not left out.

    `profiles` are the published ones, by the code of the characteristic.
    """

    session: Session
    consultation: Consultation
    version: Frozen
    extract: Extract
    counted: Extract
    disclosure: Disclosure
    today: date
    profiles: Mapping[str, SafeTable] = field(default_factory=dict)
