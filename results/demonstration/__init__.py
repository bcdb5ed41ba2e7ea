"""The whole demonstration: what staff do with a consultation after it closes, done by invented people.

Each step calls what the pages of staff call, in the order in which a council would take it.
"""
