import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.language.decode import allowed_steps, are_trees, best_paths, best_tree

TAGS = ("O", "B-PER", "I-PER", "E-PER", "S-PER", "B-ORG", "I-ORG", "E-ORG", "S-ORG")


def is_tree(heads: tuple[int, ...]) -> bool:
    if list(heads).count(0) != 1:
        return False
    for node in range(1, len(heads) + 1):
        seen = set()
        while node:
            if node in seen:
                return False
            seen.add(node)
            node = heads[node - 1]
    return True


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_are_trees_agrees_with_walking_up(length: int) -> None:
    rows = list(itertools.product(range(length + 1), repeat=length))
    rows = [row for row in rows if all(head != place for place, head in enumerate(row, 1))]
    assert are_trees(np.array(rows)).tolist() == [is_tree(row) for row in rows]


def test_padding_does_not_break_a_tree() -> None:
    assert are_trees(np.array([[0, 1, 3, 4], [2, 1, 3, 4]])).tolist() == [True, False]


@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_best_tree_is_a_tree_and_none_with_its_root_is_better(length: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(length, length + 1)).astype(np.float32)
    found = tuple(best_tree(scores))
    assert is_tree(found)

    def total(heads: tuple[int, ...]) -> float:
        return sum(float(scores[word, head]) for word, head in enumerate(heads))

    trees = [row for row in itertools.product(range(length + 1), repeat=length) if is_tree(row)]
    rivals = [total(row) for row in trees if row.index(0) == found.index(0)]
    assert total(found) >= max(rivals) - 1e-5


@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.integers(0, 2**32 - 1))
def test_best_paths_spell_names_and_are_best(lengths: list[int], seed: int) -> None:
    lengths = sorted((min(length, 3) for length in lengths), reverse=True)
    active = [sum(length > time for length in lengths) for time in range(lengths[0])]
    scores = np.random.default_rng(seed).normal(size=(sum(active), len(TAGS))).astype(np.float32)
    steps, first, last = allowed_steps(TAGS)
    entered = scores.copy()
    entered[: active[0]] += first
    rows = best_paths(entered, active, steps, last)
    starts = np.concatenate([[0], np.cumsum(active)])
    for sentence, length in enumerate(lengths):
        mine = scores[starts[:length] + sentence]
        path = tuple(int(rows[time][sentence]) for time in range(length))

        def total(way: tuple[int, ...], mine: np.ndarray = mine, length: int = length) -> float:
            inner = sum(float(steps[a, b]) for a, b in itertools.pairwise(way))
            return sum(float(mine[i, way[i]]) for i in range(length)) + inner + float(first[way[0]] + last[way[-1]])

        best = max(total(way) for way in itertools.product(range(len(TAGS)), repeat=length))
        assert total(path) == pytest.approx(best, abs=1e-3)
        assert total(path) > -1000
