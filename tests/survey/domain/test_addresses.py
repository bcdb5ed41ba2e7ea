"""Address lists as they come: any separator and encoding, extra columns, long lines; nothing quoted in a problem."""

import pytest

from survey.domain.addresses import LONGEST_LINE, MOST_PROBLEMS, ListRefused, read_addresses, read_emails

CANARY = "Canary Wharf Cottage"
LIST = f"UPRN,Name,Address 1,Address_2,Town,Post Code,Council tax band\n100,The Occupier,{CANARY},,London,E14 1AA,D\n"
READ = [
    (LIST, (("The Occupier", CANARY, "London", "E14 1AA"),)),
    (LIST.replace(",", ";"), (("The Occupier", CANARY, "London", "E14 1AA"),)),
    (LIST.replace(",", "\t"), (("The Occupier", CANARY, "London", "E14 1AA"),)),
    ('"1 High Street, Flat 2","London","E1 1AA"\r\n\r\n,,\r\n"2 High Street"\r\n', (("1 High Street, Flat 2", "London", "E1 1AA"), ("2 High Street",))),
    ('Address\n"1 High Street\nLondon\nE1 1AA"\n', (("1 High Street", "London", "E1 1AA"),)),  # all of it in one cell
    ("Address\n  1   High\x00\x07 Street \n", None),  # not a text at all
    ("Address\n  1   High\x07 Street \n", (("1 High Street",),)),
    ("Siop y Dŵr,Caerdydd,CF1 1AA\n", (("Siop y Dŵr", "Caerdydd", "CF1 1AA"),)),
    # The first row is an address, though a column could be called so.
    ("The Old Post Office,High Street,W1F 7HN\n", (("The Old Post Office", "High Street", "W1F 7HN"),)),
]


@pytest.mark.parametrize(("text", "rows"), READ)
def test_addresses_are_read_line_by_line(text, rows):
    if rows is None:
        with pytest.raises(ListRefused):
            read_addresses(text.encode())
    else:
        assert read_addresses(text.encode()).rows == rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_usual_encoding(encoding):
    assert read_addresses("Name\nMrs Brontë\n".encode(encoding)).rows == (("Mrs Brontë",),)


def test_columns_that_are_no_address_are_left_out_and_named():
    assert read_addresses(LIST.encode()).left_out == ("UPRN", "Council tax band")


def test_a_long_line_is_broken_at_a_word():
    (lines,) = read_addresses(f"Address\n{'Long ' * 12}\n".encode()).rows
    assert len(lines) == 2
    assert all(len(line) <= LONGEST_LINE for line in lines)


REFUSED = [
    (b"", "The file is empty"),
    (b"\n\n", "The file is empty"),
    (b"Name,Postcode\n", "The file is empty"),
    (b"PK\x03\x04rest of a workbook", "not a CSV file"),
    (b"\xff\xfe\x00", "not a CSV file"),
    (("a," * 7 + "b\n").encode(), "Row 1 has more than 6 lines"),
    (("Address\n" + "Long " * 80).encode(), "Row 2 has more than 6 lines"),
]


@pytest.mark.parametrize(("data", "said"), REFUSED)
def test_what_cannot_be_used_is_said_in_words(data, said):
    with pytest.raises(ListRefused) as refused:
        read_addresses(data)
    assert said in refused.value.problems[0]


def test_no_problem_quotes_an_address():
    rows = "".join(f"{CANARY}{',x' * 8}\n" for _ in range(50))
    with pytest.raises(ListRefused) as refused:
        read_addresses(f"Address{',Line 2' * 8}\n{rows}".encode())
    assert len(refused.value.problems) == MOST_PROBLEMS + 1
    assert CANARY not in str(refused.value.problems)
    with pytest.raises(ListRefused) as refused:
        read_emails(f"Email\n{CANARY}\n".encode())
    assert CANARY not in str(refused.value.problems)


EMAILS = [
    ("a@b.example\n c@d.example \n", (("a@b.example",), ("c@d.example",))),
    ("Name,E-mail\nAnn,a@b.example\n,\n", (("a@b.example",),)),
    ("Name,Telephone\nAnn,020\n", None),
    ("email\nnobody\n", None),
    ("email\na@b.example; c@d.example\n", None),
]


@pytest.mark.parametrize(("text", "rows"), EMAILS)
def test_email_addresses(text, rows):
    if rows is None:
        with pytest.raises(ListRefused):
            read_emails(text.encode())
    else:
        assert read_emails(text.encode()).rows == rows
