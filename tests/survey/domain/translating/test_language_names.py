"""What languages are called."""

from survey.domain.languages import LANGUAGES
from survey.domain.translating.language_names import NAMES, language_name
from survey.domain.wording import Words


def test_the_name_of_every_language_is_a_message():
    assert list(NAMES) == [language.english for language in LANGUAGES]
    assert isinstance(language_name("cy"), Words)
    assert language_name("tlh") == "“tlh”"
