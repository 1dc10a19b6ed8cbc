"""A drawing of times by size, both axes logarithmic, as SVG."""

import math
from html import escape

LEFT, TOP, WIDE, HIGH, NAMES = 56, 24, 420, 260, 220  # pixels: margins, the chart, room for the names of lines
COLOURS = ("#1b6ca8", "#c0392b", "#27864b", "#8e44ad", "#c77700", "#16808a", "#7f6a00", "#555555")
LOWEST, HIGHEST = 0.01, 10.0  # milliseconds
APART = 15  # pixels from name to name


def drawn(sizes: list[int], lines: dict[str, list[float | None]]) -> str:
    """The drawing of each line's milliseconds at the sizes."""
    parts = [_grid(sizes)]
    ends: list[tuple[float, str, str]] = []
    for (name, times), colour in zip(lines.items(), COLOURS, strict=False):
        points = [(_x(sizes, n), _y(ms)) for n, ms in zip(sizes, times, strict=True) if ms is not None]
        if not points:
            continue
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        ends.append((points[-1][1], name, colour))
    parts += _names(ends)
    whole, high = LEFT + WIDE + NAMES, TOP + HIGH + 48
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {high}" width="{whole}" height="{high}" '
        f'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
        f"{''.join(parts)}</svg>\n"
    )


def _x(sizes: list[int], size: int) -> float:
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])
    return LEFT + WIDE * (math.log10(size) - first) / ((last - first) or 1)


def _y(ms: float) -> float:
    share = math.log10(min(max(ms, LOWEST), HIGHEST) / LOWEST) / math.log10(HIGHEST / LOWEST)
    return TOP + HIGH * (1 - share)


def _grid(sizes: list[int]) -> str:
    parts = []
    for ms in (0.01, 0.1, 1.0, 10.0):
        y = _y(ms)
        parts.append(f'<line x1="{LEFT}" x2="{LEFT + WIDE}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#444">{ms:g}</text>')
    for size in sizes:
        x = _x(sizes, size)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{TOP + HIGH}" stroke="#eee"/>')
        parts.append(f'<text x="{x:.1f}" y="{TOP + HIGH + 18}" text-anchor="middle" fill="#444">{size:,}</text>')
    parts.append(f'<text x="{LEFT}" y="{TOP - 8}" fill="#444">milliseconds for a page of fifty events</text>')
    parts.append(f'<text x="{LEFT + WIDE / 2}" y="{TOP + HIGH + 38}" text-anchor="middle" fill="#444">events</text>')
    return "".join(parts)


def _names(ends: list[tuple[float, str, str]]) -> list[str]:
    """Each name beside the end of its line, pushed down where they would meet."""
    parts, lowest = [], 0.0
    for y, name, colour in sorted(ends):
        lowest = max(y, lowest + APART)
        parts.append(f'<text x="{LEFT + WIDE + 12}" y="{lowest + 4:.1f}" fill="{colour}">{escape(name)}</text>')
    return parts
