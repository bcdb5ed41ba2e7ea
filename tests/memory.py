"""Rings of dead objects are looked for seldom: a fifth of the time of tests went into that.

Nearly all objects die when the last name of them goes. Only those that hold one another wait to be found, and
by default Python looks among all others after every 700 new ones.
"""

import gc

NEW_OBJECTS, YOUNG, MIDDLE = 50_000, 20, 20


def tidy_seldom():
    """From now on Python looks for dead rings after 50,000 new objects."""
    gc.set_threshold(NEW_OBJECTS, YOUNG, MIDDLE)
