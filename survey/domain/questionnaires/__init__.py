"""Questionnaires: questions and their types, conditions, the path, validation, JSON definition, coding."""
