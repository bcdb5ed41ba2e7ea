"""The pages with which organisers build a questionnaire."""
