"""Texts as sets of short runs of letters."""

from hypothesis import given
from hypothesis import strategies as st

from results.domain.shingles import plain, shingles

TEXTS = st.lists(st.text(max_size=40).map(plain), max_size=8)


@given(TEXTS, st.integers(1, 6))
def test_every_run_of_letters_has_one_hash_and_no_run_crosses_texts(texts, size):
    found = shingles(texts, size=size)
    runs = [
        [text.ljust(size)[i : i + size] for i in range(max(len(text), size) - size + 1)] for text in texts
    ]
    assert found.counts.tolist() == [len(own) for own in runs]
    flat = [run for own in runs for run in own]
    named = dict(zip(flat, found.hashes.tolist(), strict=True))
    assert [named[run] for run in flat] == found.hashes.tolist()
    # Of a few hundred runs no two share a hash of 32 bits, or hardly ever.
    assert len(set(named.values())) == len(named)


def test_case_form_and_white_space_make_no_difference():
    assert plain("  Café\n\tSTRASSE ") == plain("cafe\u0301 Straße") == "cafe\u0301 strasse"
