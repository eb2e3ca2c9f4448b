"""Medians, ratios and the table. Ratios are taken within a round and then the median over rounds: a busy minute of the
machine weighs on both sides of a fraction alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.rows import INSERT, ROWS, Row

GROWTH = 1.2
QUERIES = 12
# Measured without HTTP: key, name, goal in milliseconds.
INSIDE: tuple[tuple[str, str, float | None], ...] = (
    ("bare_insert", "in process: a bare INSERT", None),
    ("append", "in process: a ledger entry", None),
    ("proof", "in process: an inclusion proof", 1.0),
    ("verify", "in process: verifying 10,000 entries", None),
    ("paper", "in process: a printed notice (A4)", 60.0),
)


@dataclass
class Measures:
    """Seconds by row key and size, one list a round; queries by row key and size; why a row could not be measured."""

    sizes: Sequence[int]
    rounds: dict[tuple[str, int], list[list[float]]] = field(default_factory=dict)
    queries: dict[tuple[str, int], int] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, size: int, seconds: list[float]) -> None:
        self.rounds.setdefault((key, size), []).append(seconds)

    def milliseconds(self, key: str, size: int) -> float | None:
        found = [one for part in self.rounds.get((key, size), []) for one in part]
        return median(found) * 1000 if found else None

    def ratio(self, over: tuple[str, int], under: tuple[str, int]) -> float | None:
        """Median over rounds of (median of `over`) / (median of `under`)."""
        pairs = zip(self.rounds.get(over, []), self.rounds.get(under, []), strict=False)
        found = [median(a) / median(b) for a, b in pairs if a and b]
        return median(found) if found else None

    def part(self, key: str, size: int) -> float | None:
        """How much of its yardstick a row reaches: 0.5 is half as fast."""
        return self.ratio((f"{key}/yardstick", size), (key, size))

    def growth(self, key: str) -> float | None:
        return self.ratio((key, self.sizes[-1]), (key, self.sizes[0])) if len(self.sizes) > 1 else None


def misses(found: Measures) -> list[str]:
    """Each goal that was missed, as a sentence."""
    sentences = []
    for row in ROWS:
        if row.key in found.absent:
            sentences.append(f"{row.name}: not measured, {found.absent[row.key]}")
        for size in found.sizes:
            ratio = found.part(row.key, size)
            if row.least is not None and ratio is not None and ratio < row.least:
                sentences.append(f"{row.name}: {ratio:.3f} of the yardstick at {size:,}, goal {row.least}")
            queries = found.queries.get((row.key, size), 0)
            if row.key.startswith("unit") and queries > QUERIES:
                sentences.append(f"{row.name}: {queries} queries at {size:,}, goal {QUERIES}")
        growth = found.growth(row.key)
        if growth is not None and growth > GROWTH and row.how not in ("bare", "static"):
            sentences.append(f"{row.name}: {growth:.2f} times as slow at {found.sizes[-1]:,}, goal {GROWTH}")
    for key, name, most in INSIDE:
        for size in found.sizes:
            took = found.milliseconds(key, size)
            if most is not None and took is not None and took > most:
                sentences.append(f"{name}: {took:.2f} ms at {size:,}, goal {most:g} ms")
    return sentences


def lines(found: Measures) -> list[str]:
    """The table in Markdown."""
    heads = [f"{part} at {size:,}" for size in found.sizes for part in ("ms", "of yardstick", "queries")]
    out = [f"| what | {' | '.join(heads)} | growth | goal |", f"|---|{'---:|' * (len(heads) + 1)}---|"]
    for row in ROWS:
        cells = [cell for size in found.sizes for cell in _cells(found, row, size)]
        if row.key in found.absent:
            cells = [found.absent[row.key], *[""] * (len(cells) - 1)]
        out.append(_line(row.name, cells, found.growth(row.key), _goal(row)))
    for key, name, most in INSIDE:
        cells = [cell for size in found.sizes for cell in (_number(found.milliseconds(key, size), 3), "", "")]
        out.append(_line(name, cells, found.growth(key), f"≤ {most:g} ms" if most else ""))
    return out


def _line(name: str, cells: Sequence[str], growth: float | None, goal: str) -> str:
    return f"| {' | '.join([name, *cells, _number(growth, 2), goal])} |"


def _cells(found: Measures, row: Row, size: int) -> tuple[str, str, str]:
    ratio = found.part(row.key, size)
    queries = found.queries.get((row.key, size))
    return _number(found.milliseconds(row.key, size), 2), _number(ratio, 3), "" if queries is None else str(queries)


def _goal(row: Row) -> str:
    if row.least is None:
        return ""
    queries = f", ≤ {QUERIES} queries" if row.key in ("unit", "unit-en") else ""
    return f"≥ {row.least} of the {'INSERT' if row.against == INSERT else 'bare view'}{queries}"


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def document(found: Measures) -> Mapping[str, object]:
    """The same for machines: milliseconds, ratios, queries and growth by row, and the goals that were missed."""
    keys = [row.key for row in ROWS] + [key for key, _, _ in INSIDE]
    return {
        "sizes": list(found.sizes),
        "rows": {
            key: {
                "ms": [found.milliseconds(key, size) for size in found.sizes],
                "ratio": [found.part(key, size) for size in found.sizes],
                "queries": [found.queries.get((key, size)) for size in found.sizes],
                "growth": found.growth(key),
            }
            for key in keys
        },
        "absent": found.absent,
        "misses": misses(found),
    }
