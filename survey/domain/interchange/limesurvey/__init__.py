"""LimeSurvey: the tables of its XML files and its tab-separated files → questionnaire."""
