"""The chart on the wall: a procedure as an accessible SVG picture, with the step that is lit now.

Colours stand in presentation attributes, so that the picture needs no style of its own and no exception from a strict
content policy; every part has a class too, which a site's style sheet may colour anew for the dark or for print.
Nothing is told by colour alone: the way ahead is thick, a way back is dashed, the current step has a thick border and
a badge, a done step a tick, a step of supervision a second border and an eye, an end a mark of its tone.
"""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from yuanba.kernel.procedures import glyphs
from yuanba.kernel.procedures.definitions import Procedure
from yuanba.kernel.procedures.drawing import (
    BODY,
    BODY_LEAD,
    DOT,
    END_LEAD,
    LABEL,
    LABEL_LEAD,
    NAME,
    NAME_LEAD,
    Box,
    Layout,
    Line,
    Shape,
)
from yuanba.kernel.procedures.layout import lay_out
from yuanba.kernel.procedures.textchart import text

FONTS = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif"
INK, QUIET, CANVAS, PAPER = "#1f2933", "#4b5967", "#fbfaf6", "#ffffff"
ROAD, SIDE, BACK, NOW, WATCH = "#1d6f5c", "#64717f", "#8a5a24", "#a4420b", "#4b4a8f"
DONE_FILL, NOW_FILL, WATCH_FILL = "#e6f1ec", "#fff4d6", "#f4f3fb"
# fill, border, words of an end by tone
TONES: Mapping[str, tuple[str, str, str]] = {
    "good": ("#d9ede3", ROAD, "#134c3e"),
    "bad": ("#f8e4de", "#a33b2a", "#7a2317"),
    "neutral": ("#e9edf1", SIDE, "#36434f"),
}
# What the picture was drawn from, for whoever opens the file itself.
METADATA = "yuanba procedure {0.key} sha256:{0.sha256}"
_STROKES = {"road": (ROAD, "5", ""), "side": (SIDE, "1.75", ""), "back": (BACK, "1.75", ' stroke-dasharray="6 4"')}


def svg(
    procedure: Procedure,
    *,
    language: str,
    current: str | None = None,
    done: Sequence[str] = (),
    shape: Shape = "wide",
    bodies: Mapping[str, str] | None = None,
) -> str:
    """The chart of a procedure as SVG text; the same call always gives the same bytes.

    `current` is the code of the step where a matter stands, or of the end it came to; `done` are the codes of the steps
    it passed; `bodies` are the names to show for the codes of bodies. `shape` is "wide" (a desk, a wall) or "tall"
    (a phone, 360 units wide). KeyError where `current` is neither a step nor an end of the procedure.
    """
    if current is not None and current not in procedure.steps and current not in procedure.ends:
        raise KeyError(current)
    layout = lay_out(procedure, language=language, shape=shape, bodies=bodies)
    return _Picture(procedure, layout, language, current, frozenset(done)).draw(
        f"chart-{procedure.code}-{shape}", text(procedure, language, current=current, done=done, bodies=bodies)
    )


class _Picture:
    def __init__(
        self, procedure: Procedure, layout: Layout, language: str, current: str | None, done: frozenset[str]
    ) -> None:
        self.procedure, self.layout, self.language = procedure, layout, language
        self.current, self.done = current, done
        self.out: list[str] = []

    def draw(self, name: str, described: str) -> str:
        w, h = self.layout.width, self.layout.height
        lang = "en" if self.language.startswith("en") else "zh-Hans"
        self.out = [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" lang="{lang}" viewBox="0 0 {w} {h}" '
            f'width="{w}" height="{h}" aria-labelledby="{name}-title {name}-desc" font-family="{FONTS}" '
            f'font-size="{NAME}" fill="{INK}"{self.deployed()}>',
            f'<title id="{name}-title">{escape(self.procedure.name[self.language])}</title>',
            f'<desc id="{name}-desc">{escape(described)}</desc>',
            *([f"<metadata>{METADATA.format(self.procedure)}</metadata>"] if self.procedure.sha256 else []),
            f'<rect class="chart-canvas" width="{w}" height="{h}" rx="12" fill="{CANVAS}"/>',
        ]
        lines = self.layout.lines
        for line in [line for line in lines if line.manner != "road"]:
            self.line(line)
        for line in [*self.layout.entries, *(line for line in lines if line.manner == "road")]:
            self.line(line)
        for box in self.layout.boxes:
            (self.end if box.end else self.step)(box)
        for line in lines:
            self.pill(line)
        for entry in self.layout.entries:
            self.entry(entry)
        return "\n".join([*self.out, "</svg>\n"])

    def deployed(self) -> str:
        """The digest of the deployed file, so that a chart on a wall can be held against what runs."""
        digest = self.procedure.sha256
        return f' data-procedure-sha256="{digest}"' if digest else ""

    def line(self, line: Line) -> None:
        """An arrow; the road has a rim of the canvas's colour, so that it is seen to pass over what it crosses."""
        colour, thick, dash = _STROKES[line.manner]
        path = glyphs.path(line.points, short=7 if line.manner == "road" else 5)
        if line.manner == "road":
            self.out.append(f'<path class="chart-rim" d="{path}" fill="none" stroke="{CANVAS}" stroke-width="11"/>')
        self.out.append(
            f'<path class="chart-{line.manner}" d="{path}" fill="none" stroke="{colour}" stroke-width="{thick}" '
            f'stroke-linejoin="round"{dash}/>'
        )
        head = glyphs.head(line.points, 12 if line.manner == "road" else 8)
        self.out.append(f'<path class="chart-{line.manner}-head" d="{head}" fill="{colour}"/>')

    def words(self, lines: Sequence[str], x: int, y: int, size: int, lead: int, *, more: str = "") -> None:
        """Lines of text; `y` is the top of the first line."""
        for index, line in enumerate(lines):
            base = y + index * lead + round(lead * 0.5 + size * 0.36)
            self.out.append(f'<text x="{x}" y="{base}" font-size="{size}"{more}>{escape(line)}</text>')

    def step(self, box: Box) -> None:
        step = self.procedure.steps[box.code]
        state = "current" if box.code == self.current else "past" if box.code in self.done else "future"
        edge = NOW if state == "current" else WATCH if step.oversight else ROAD if box.main else SIDE
        fill = {"current": NOW_FILL, "past": DONE_FILL}.get(state, WATCH_FILL if step.oversight else PAPER)
        thick = "3.5" if state == "current" else "1.5"
        kinds = f"chart-step chart-{state}" + (" chart-oversight" if step.oversight else "")
        self.out.append(f'<g class="{kinds}" data-step="{escape(box.code)}">')
        self.out.append(
            f'<rect class="chart-box" x="{box.x}" y="{box.y}" width="{box.w}" height="{box.h}" rx="10" fill="{fill}" '
            f'stroke="{edge}" stroke-width="{thick}"/>'
        )
        if step.oversight:
            self.out.append(
                f'<rect class="chart-box-inner" x="{box.x + 4}" y="{box.y + 4}" width="{box.w - 8}" '
                f'height="{box.h - 8}" rx="7" fill="none" stroke="{edge}" stroke-width="1"/>'
            )
            self.out.append(glyphs.eye(box.x + 11 + DOT // 2, box.text + DOT + 10, WATCH))
        self.mark(box, state, edge)
        x = box.x + 11 + DOT + 8
        self.words(box.name, x, box.text, NAME, NAME_LEAD, more=' class="chart-name" font-weight="600"')
        body_y = box.text + len(box.name) * NAME_LEAD
        self.words(box.body, x, body_y, BODY, BODY_LEAD, more=f' class="chart-body" fill="{QUIET}"')
        if state == "current":
            self.badge(box)
        self.out.append("</g>")

    def mark(self, box: Box, state: str, edge: str) -> None:
        """The round mark in the corner: a tick when done, else the number on the main road, else a ring."""
        x, y, r = box.x + 11 + DOT // 2, box.text + DOT // 2 - 1, DOT // 2
        solid = state == "past" or box.number is not None
        colour = edge if state == "current" or box.number is None or edge == WATCH else ROAD
        self.out.append(
            f'<circle class="chart-mark" cx="{x}" cy="{y}" r="{r if solid else r - 5}" '
            f'fill="{colour if solid else PAPER}" stroke="{colour}" stroke-width="{0 if solid else 2}"/>'
        )
        if state == "past":
            self.out.append(glyphs.tick(x, y, PAPER))
        elif box.number is not None:
            self.out.append(
                f'<text class="chart-number" x="{x}" y="{y + 5}" font-size="14" font-weight="700" text-anchor="middle" '
                f'fill="{PAPER}">{box.number}</text>'
            )

    def badge(self, box: Box) -> None:
        word, wide = ("now", 42) if self.language.startswith("en") else ("现在", 46)
        corner = box.x + box.w - wide - 12
        across = [*range(corner, box.x, -4), *range(corner, box.x + box.w - wide // 2, 4)]
        places = [(x, y) for y in (box.y - 11, box.y + box.h - 11) for x in across]
        x, y = next((at for at in places if self.free(*at, wide)), places[0])
        self.out.append(f'<rect class="chart-now" x="{x}" y="{y}" width="{wide}" height="22" rx="11" fill="{NOW}"/>')
        self.out.append(
            f'<text class="chart-now-word" x="{x + wide // 2}" y="{y + 16}" font-size="13" font-weight="700" '
            f'text-anchor="middle" fill="{PAPER}">{word}</text>'
        )

    def free(self, x: int, y: int, wide: int) -> bool:
        """Whether a badge can stand here: no words and no arrow near it; the head of the road is broad."""
        for line in (*self.layout.lines, *self.layout.entries):
            pill, room = line.pill, 9 if line.manner == "road" else 4
            spots = [((pill.x, pill.y), (pill.x + pill.w, pill.y + pill.h)), *pairwise(line.points)]
            for (x1, y1), (x2, y2) in spots:
                (west, east), (north, south) = sorted((x1, x2)), sorted((y1, y2))
                if west < x + wide + room and east > x - room and north < y + 24 and south > y - 2:
                    return False
        return True

    def end(self, box: Box) -> None:
        tone = self.procedure.ends[box.code].tone
        fill, edge, ink = TONES[tone]
        lit = box.code == self.current
        self.out.append(
            f'<g class="chart-end chart-{tone}{" chart-current" if lit else ""}" data-end="{escape(box.code)}">'
        )
        self.out.append(
            f'<rect class="chart-box" x="{box.x}" y="{box.y}" width="{box.w}" height="{box.h}" '
            f'rx="{min(17, box.h // 2)}" fill="{fill}" stroke="{edge}" stroke-width="{3.5 if lit else 1.5}"/>'
        )
        self.out.append(glyphs.tone(tone, box.x + 18, box.y + box.h // 2, edge))
        self.words(box.name, box.x + 31, box.text, BODY + 1, END_LEAD, more=f' class="chart-name" fill="{ink}"')
        self.out.append("</g>")

    def pill(self, line: Line) -> None:
        pill, colour = line.pill, _STROKES[line.manner][0]
        self.out.append(
            f'<rect class="chart-pill" x="{pill.x}" y="{pill.y}" width="{pill.w}" height="{pill.h}" rx="8" '
            f'fill="{PAPER}" stroke="{colour}" stroke-width="1"/>'
        )
        more = f' class="chart-outcome" text-anchor="middle" fill="{colour}"'
        self.words(pill.lines, pill.x + pill.w // 2, pill.y + 3, LABEL, LABEL_LEAD, more=more)

    def entry(self, line: Line) -> None:
        pill = line.pill
        self.out.append(
            f'<rect class="chart-entry" x="{pill.x}" y="{pill.y}" width="{pill.w}" height="{pill.h}" '
            f'rx="8" fill="{ROAD}"/>'
        )
        more = f' class="chart-entry-word" text-anchor="middle" font-weight="600" fill="{PAPER}"'
        self.words(pill.lines, pill.x + pill.w // 2, pill.y + 3, LABEL, LABEL_LEAD, more=more)
