"""Questionnaires as they are kept: frozen versions, and the next version that organisers work on."""
