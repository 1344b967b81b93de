"""Places for the nodes of a network: those who are linked stand together, nobody stands on another, the same network looks the same."""

from collections.abc import Mapping, Sequence
from typing import Any

ROUNDS, ROUNDS_OF_MANY = 250, 100
MANY = 120
"""From so many nodes on there are fewer rounds: a round takes as long as there are pairs."""
TIDYING = 120
GOLDEN = 2.399963229728653


def placed(
    sizes: Sequence[tuple[float, float]], edges: Mapping[tuple[int, int], float], width: float, height: float
) -> list[tuple[float, float]]:
    """A place in pixels for each node. `sizes`: width and height that a node needs, with its label; `edges`: (node, node) -> weight.

    Fruchterman and Reingold (1991) from a spiral, with a pull to the middle; then boxes that overlap are pushed apart. Nothing is random.
    """
    import numpy as np

    count = len(sizes)
    if count == 0:
        return []
    weights = np.zeros((count, count))
    for (one, other), weight in edges.items():
        weights[one, other] += weight
        weights[other, one] += weight
    spots = _spiral(np, weights, count)
    spots = _settled(np, spots, np.log1p(weights), count)
    spots = _fitted(np, spots, np.array(sizes, dtype=float), width, height)
    return [(float(round(x, 1)), float(round(y, 1))) for x, y in spots]


def _spiral(np: Any, weights: Any, count: int) -> Any:
    """The best linked in the middle."""
    order = np.argsort(-weights.sum(axis=0), kind="stable")
    steps = np.arange(count)
    spots = np.zeros((count, 2))
    radius = np.sqrt(steps + 0.5) / np.sqrt(count)
    spots[order] = np.stack([radius * np.cos(steps * GOLDEN), radius * np.sin(steps * GOLDEN)], axis=1)
    return spots


def _settled(np: Any, spots: Any, pull: Any, count: int) -> Any:
    ideal = 1.6 / np.sqrt(count)
    rounds = ROUNDS if count < MANY else ROUNDS_OF_MANY
    for turn in range(rounds):
        apart = spots[:, None, :] - spots[None, :, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-3)
        force = ideal**2 / distance**2 - pull * distance / ideal * 0.35
        move = (apart * force[:, :, None]).sum(axis=1) - 0.6 * spots
        length = np.maximum(np.sqrt((move**2).sum(axis=1, keepdims=True)), 1e-9)
        heat = 0.12 * (1 - turn / rounds) + 0.002
        spots = spots + move / length * np.minimum(length, heat)
    return spots


def _spread(np: Any, spots: Any) -> Any:
    """From 0 to 1 both ways, half by place and half by rank: so nobody who stands far out presses all others together."""
    reach = np.maximum(spots.max(axis=0) - spots.min(axis=0), 1e-6)
    ranks = np.argsort(np.argsort(spots, axis=0, kind="stable"), axis=0, kind="stable") / max(1, len(spots) - 1)
    return ((spots - spots.min(axis=0)) / reach + ranks) / 2


def _fitted(np: Any, spots: Any, sizes: Any, width: float, height: float) -> Any:
    """Stretched over the paper, then pushed apart where boxes overlap, within the paper."""
    low, high = sizes / 2, np.array([width, height]) - sizes / 2
    margin = sizes.max(axis=0) / 2
    spots = margin + _spread(np, spots) * (np.array([width, height]) - 2 * margin)
    need = (sizes[:, None, :] + sizes[None, :, :]) / 2
    for _ in range(TIDYING):
        apart = spots[:, None, :] - spots[None, :, :]
        over = need - np.abs(apart)
        np.einsum("iik->ik", over)[:] = -1
        both = (over > 0).all(axis=2)
        if not both.any():
            break
        side = over.argmin(axis=2)  # the shorter way out
        ways = (
            np.sign(apart) + (apart == 0) * np.sign(np.arange(len(spots))[:, None] - np.arange(len(spots)))[:, :, None]
        )
        steps = np.stack(
            [np.where(both & (side == k), over[:, :, k] * ways[:, :, k], 0).sum(axis=1) for k in (0, 1)], axis=1
        )
        spots = np.clip(spots + steps * 0.3, low, high)
    return spots
