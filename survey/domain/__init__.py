"""The rules of the house, pure: no Flask, no SQLAlchemy, no Plotly, no clock and no randomness of its own.

Time and random bytes are arguments. `tests/test_architecture.py` and the import contracts hold this.
"""
