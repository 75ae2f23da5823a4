"""Puts things that overlap beside each other: bars into lanes, appointments into columns."""

from __future__ import annotations

from collections.abc import Sequence


def lanes(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Return a lane for each (start, end) span, the lowest free one, so that no lane holds an overlap.

    Spans that only touch may share a lane. Earlier starts come first, longer ones first among equals.
    """
    order = sorted(range(len(spans)), key=lambda i: (spans[i][0], -spans[i][1], i))
    free_from: list[float] = []
    chosen = [0] * len(spans)
    for i in order:
        start, end = spans[i]
        for lane, free in enumerate(free_from):
            if free <= start:
                free_from[lane] = end
                chosen[i] = lane
                break
        else:
            chosen[i] = len(free_from)
            free_from.append(end)
    return chosen


def columns(spans: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    """Return (column, number of columns) for each span; spans that hang together share the number."""
    chosen = lanes(spans)
    answer = [(0, 1)] * len(spans)
    group: list[int] = []
    reach = float("-inf")
    order = sorted(range(len(spans)), key=lambda i: (spans[i][0], -spans[i][1], i))
    for position, i in enumerate(order):
        group.append(i)
        reach = max(reach, spans[i][1])
        following = order[position + 1] if position + 1 < len(order) else None
        if following is None or spans[following][0] >= reach:
            # Lanes restart at 0 for every group, because all lanes are free where it begins.
            width = 1 + max(chosen[j] for j in group)
            for j in group:
                answer[j] = (chosen[j], width)
            group, reach = [], float("-inf")
    return answer
