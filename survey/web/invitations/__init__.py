"""Invitations: strata and codes for organisers, letters and cards, and what the journey asks of a code."""
