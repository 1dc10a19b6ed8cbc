"""From scores to structures: trees with one root, and sequences of name tags that spell names."""

from collections.abc import Sequence

from timeline.arrays import np, npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

NEVER = -1e4
ROOT_TOLL = 1e6  # more than any tree can score


def are_trees(heads: Ints) -> npt.NDArray[np.bool_]:
    """Which rows are trees with one root; `heads` counts words from 1, 0 is the root, padding is its own head.

    >>> are_trees(np.array([[2, 0], [0, 0], [2, 1]]))
    array([ True, False, False])
    """
    rows, length = heads.shape
    up = np.concatenate([np.zeros((rows, 1), np.int64), heads], 1)
    own = heads == np.arange(1, length + 1)
    up[:, 1:][own] = 0
    roots = ((heads == 0) & ~own).sum(1)
    for _ in range(int(length).bit_length()):
        up = np.take_along_axis(up, up, 1)
    single: npt.NDArray[np.bool_] = (roots == 1) & (up == 0).all(1)
    return single


def best_tree(scores: Floats) -> list[int]:
    """The heads of the best tree with one root (Chu and Liu 1965, Edmonds 1967).

    A row a word, a column a head, 0 the root.  Where the best tree of all has several
    roots, the best of those that keep one of them.

    >>> best_tree(np.array([[1, 0, 5], [2, 9, 0]], np.float32))
    [0, 1]
    """
    count = len(scores)
    square = np.full((count + 1, count + 1), -np.inf)
    square[1:] = scores
    np.fill_diagonal(square, -np.inf)
    heads = _arborescence(square)
    roots = [node for node in range(1, count + 1) if heads[node] == 0]
    if len(roots) == 1:
        return heads[1:]
    trees = [_arborescence(_rooted(square, root)) for root in roots]
    return max(trees, key=lambda tree: float(square[range(1, count + 1), tree[1:]].sum()))[1:]


def _rooted(scores: npt.NDArray[np.float64], root: int) -> npt.NDArray[np.float64]:
    only = scores.copy()
    only[1:, 0] = -ROOT_TOLL
    only[root, 0] = scores[root, 0]
    return only


def _arborescence(scores: npt.NDArray[np.float64]) -> list[int]:
    """Heads of the best tree under node 0; scores[child, head]."""
    heads = [0, *scores[1:].argmax(1).tolist()]
    loop = _loop(heads)
    if not loop:
        return heads
    inside = np.array(loop)
    outside = np.array([node for node in range(len(scores)) if node not in set(loop)])
    kept = scores[inside, [heads[node] for node in loop]]
    entering = scores[np.ix_(inside, outside)] - kept[:, None]
    leaving = scores[np.ix_(outside, inside)]
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[-1, :-1] = entering.max(0)
    small[:-1, -1] = leaving.max(1)
    inner = _arborescence(small)
    for place, node in enumerate(outside.tolist()[1:], 1):
        heads[node] = (
            int(inside[leaving[place].argmax()]) if inner[place] == len(outside) else int(outside[inner[place]])
        )
    broken = int(entering[:, inner[-1]].argmax())
    heads[loop[broken]] = int(outside[inner[-1]])
    return heads


def _loop(heads: Sequence[int]) -> list[int]:
    """The nodes of one cycle, none if there is none."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return []


def allowed_steps(tags: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    """What may follow what, begin and end a sentence, as 0 or NEVER, for tags B-X I-X E-X S-X and O."""
    closed = [tag[0] in "OES" for tag in tags]
    fresh = [tag[0] in "OBS" for tag in tags]
    onward = [
        [fresh[j] if closed[i] else not fresh[j] and tags[i][2:] == tags[j][2:] for j in range(len(tags))]
        for i in range(len(tags))
    ]
    return _toll(onward), _toll(fresh), _toll(closed)


def _toll(allowed: Sequence[bool] | Sequence[Sequence[bool]]) -> Floats:
    return np.where(np.array(allowed), 0, NEVER).astype(np.float32)


def best_paths(scores: Floats, active: Sequence[int], steps: Floats, ends: Floats) -> list[Ints]:
    """The best tag sequences of sentences that lie in time-major order, longest first.

    `active[t]` sentences have a word t; `scores` holds their words, all first words first.
    The row t of the result has the tags of word t.
    """
    place, origins, bests = 0, [], []
    best = np.zeros((active[0], scores.shape[1]), np.float32)
    for time, count in enumerate(active):
        here = scores[place : place + count]
        if time:
            ways = best[:count, None, :] + steps.T[None]  # [sentence, to, from]
            origins.append(ways.argmax(2))
            best = ways.max(2) + here
        else:
            best = here
        bests.append(best)
        place += count
    rows: list[Ints] = [np.zeros(0, np.int64)] * len(active)
    following = np.zeros(0, np.int64)
    for time in range(len(active) - 1, -1, -1):
        count, going_on = active[time], len(following)
        row = np.empty(count, np.int64)
        if going_on:
            row[:going_on] = origins[time][np.arange(going_on), following]
        row[going_on:] = (bests[time][going_on:] + ends).argmax(1)
        rows[time] = following = row
    return rows
