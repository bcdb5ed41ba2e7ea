"""Questionnaires of other programs ↔ ours: a reading tells what is not whole."""
