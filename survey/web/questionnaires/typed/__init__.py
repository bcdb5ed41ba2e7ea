"""What organisers type about a questionnaire, as flat text by field name: from a thing to it, and back.

`read(fill(thing), thing) == thing`, so that opening a page and saving it changes nothing.
"""
