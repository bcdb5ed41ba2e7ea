"""XLSForm, as ODK and KoboToolbox use it: cells → questionnaire, and questionnaire → cells."""
