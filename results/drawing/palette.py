"""The colours of every chart: blue to orange through grey, which no common colour blindness confuses.

Neither side is red or green. A pale fill carries a line in the strong colour of its side, so that every mark
stands at 3:1 or more against white; text stands at 4.5:1 or more on its own ground.
"""

WHITE = "#ffffff"
INK = "#14213d"
MUTED = "#4d5568"
TRACK = "#eef0f4"
LINE = "#8f95a1"

BLUE = "#1b5699"
PALE_BLUE = "#a6c8ea"
GREY = "#d3d6dc"
GREY_LINE = "#6b7280"
PALE_ORANGE = "#f0c597"
ORANGE = "#a85200"

# From the first point of a support scale to the last: fill, line, and the ink of the figure inside.
SCALE = (
    (BLUE, BLUE, WHITE),
    (PALE_BLUE, BLUE, INK),
    (GREY, GREY_LINE, INK),
    (PALE_ORANGE, ORANGE, INK),
    (ORANGE, ORANGE, WHITE),
)
# "Don't know" and "prefer not to say" are apart: an outline, on neither side.
APART = (WHITE, GREY_LINE, INK)

# Shares on a map, from few to many: one neutral hue, because more of an answer is neither good nor bad.
SHADES = (
    ("#f1f3f6", INK),
    ("#d0d8e4", INK),
    ("#a3b3c9", INK),
    ("#5f7597", WHITE),
    ("#2b3f63", WHITE),
)
# The same of either side of a scale: step by step as light as one another, so that neither looks stronger.
BLUES = (
    ("#eef4fc", INK),
    ("#bdd7f3", INK),
    ("#7eb1e8", INK),
    ("#2372c7", WHITE),
    ("#184f89", WHITE),
)
ORANGES = (
    ("#fcf2e8", INK),
    ("#f4cea7", INK),
    ("#e99c50", INK),
    ("#a85f15", WHITE),
    ("#73410e", WHITE),
)
HATCH = "#c5cad3"
