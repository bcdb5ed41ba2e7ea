"""Counting and protecting, pure: numpy and the standard library only."""
