"""Records of real uses of the cameras, for tests: nine of the West End, and the sums of the Croydon pilot."""

from datetime import date

from survey.domain.records.reading import Sheet, read_sheets
from survey.domain.records.record import Record

# Picked rows of the force's own records, faces estimated; none of their alerts was false.
WEST_END = [
    ("24/09/25", "Oxford Circus", "44,160", "10", "0", "3"),
    ("02/10/25", "Oxford Circus", "47,659", "8", "0", "4"),
    ("30/10/25", "Leicester Sq", "34,110", "8", "0", "4"),
    ("05/12/25", "Bond St stn", "56,843", "6", "0", "5"),
    ("11/12/25", "Leicester Sq", "48,780", "7", "0", "2"),
    ("17/12/25", "Oxford Circus", "55,495", "11", "0", "7"),
    ("12/02/26", "Oxford Circus", "41,000", "9", "0", "2"),
    ("07/04/26", "Piccadilly Circus", "45,804", "7", "0", "3"),
    ("17/04/26", "Leicester Sq", "35,508", "5", "0", "1"),
]
WEST_END_HEADINGS = ("Date", "Location", "Faces seen (estimate)", "Alerts", "False alerts", "Arrests")


def read_table(rows, today):
    """What comes of a file with one table."""
    return read_sheets([Sheet("", rows)], today)


def croydon() -> list[Record]:
    """24 records that add up as the pilot did: 472,352 faces, 335 alerts, 1 of them false, 173 arrests.

    How the sums fall on the days is made up; only the sums are the pilot's.
    """
    first = [Record(date(2025, 10, day), "North End", 19_681, 13, 0, 7) for day in range(1, 24)]
    return [
        *first,
        Record(date(2026, 1, 9), "North End", 472_352 - 23 * 19_681, 335 - 23 * 13, 1, 173 - 23 * 7),
    ]
