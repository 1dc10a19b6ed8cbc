"""Several processes that learn together: each has a share of every step, and gradients are averaged.

Every worker makes the same step from the same averaged gradient, so their weights stay alike
and a run is the same each time.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, multiprocessing, nn


@dataclass(slots=True)
class Crew:
    """A worker's place among the others; `board` has a row for each, `turn` lets them wait for one another."""

    rank: int
    size: int
    board: Tensor
    turn: Any

    def adopt(self, parameters: Iterable[nn.Parameter]) -> Tensor:
        """Lay the gradients of all parameters into one array, which is returned."""
        kept = list(parameters)
        flat = torch.zeros(sum(parameter.numel() for parameter in kept))
        start = 0
        for parameter in kept:
            parameter.grad = flat[start : start + parameter.numel()].view_as(parameter)
            start += parameter.numel()
        return flat

    def share(self, gradients: Tensor, clock: float) -> float:
        """Put the average over all workers into `gradients`; the average of `clock` is returned."""
        if self.size == 1:
            return clock
        count = len(gradients)
        self.board[self.rank, :count] = gradients
        self.board[self.rank, count] = clock
        self.turn.wait()
        torch.mean(self.board[:, :count], 0, out=gradients)
        clock = float(self.board[:, count].mean())
        self.turn.wait()
        return clock


LARGEST = 8_000_000  # parameters


def together(size: int, work: Callable[..., None], *arguments: object) -> None:
    """Call `work` with a crew and the arguments, in so many processes."""
    board = torch.zeros(size, LARGEST if size > 1 else 1).share_memory_()
    if size == 1:
        work(Crew(0, 1, board, None), *arguments)
        return
    turn = multiprocessing.get_context("spawn").Barrier(size)
    multiprocessing.spawn(_work, (size, board, turn, work, arguments), nprocs=size)


def _work(
    rank: int, size: int, board: Tensor, turn: Any, work: Callable[..., None], arguments: tuple[object, ...]
) -> None:
    work(Crew(rank, size, board, turn), *arguments)
