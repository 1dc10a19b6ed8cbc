"""Sketches of texts: what is looked for among them misses no near copy."""

from hypothesis import given
from hypothesis import strategies as st

from timeline.store.duplicates import LOOKED_FOR, SHARED, SKETCH, near, sketch

HASHES = st.sets(st.integers(0, 60), min_size=40)


@given(HASHES, HASHES)
def test_near_copies_share_enough_of_the_hashes_that_are_looked_for(one: set[int], other: set[int]) -> None:
    a, b = (sorted(hashes)[:SKETCH] for hashes in (one, other))
    if near(a, b):
        assert 2 * len(set(a[:LOOKED_FOR]) & set(b)) >= SHARED


def test_a_letter_beyond_ascii_changes_its_word_alone() -> None:
    words = [f"word{n}" for n in range(200)]
    plain, accented = " ".join(words), " ".join([*words, "é"])
    assert sketch(plain) == sketch(plain.upper())
    assert near(sketch(plain), sketch(accented))
    assert len(set(sketch(plain)) & set(sketch(accented))) >= SKETCH - 1
