"""Measuring and breaking text without a font at hand: widths in em that hold for the usual Chinese and Latin faces."""

import re
import unicodedata

# Latin widths in em, a little generous, so that what fits here fits in the browser's font too.
_NARROW, _WIDE, _USUAL = 0.34, 0.84, 0.57
_NO_LINE_START = "·，。；：、！？）》」』”’…,.;:!?)]}"
_NO_LINE_END = "（《「『“‘([{"
# Chinese is written without spaces; these words of procedures and bodies read badly when a line ends inside one.
_WHOLE = (
    "村（居）民|村（居）务|村（居）委会|村（社区）|监督委员会|选举委员会|调解委员会|委员会|党组织|联席会议|协调会|"
    "网格员|议事会|评议会|代办员|供应商|施工方|不称职|审计|对象|范围|监督|指导|部门|政府|经济|组织|公开|公布|公示|发布|"
    "审核|核实|核对|提出|提名|提交|提醒|确定|决定|制定|理财|小组|走访时|走访|两次|异议不成立|异议成立|异议|法律|依据|或者|改进后|改进|意见|形成|表决|商议|"
    "协商|协同|议题|议事|方案|可以|村务|党务|逐项|逐笔|说明|办理|要求|联名|代表|候选人|登记|整改|没有"
)
_TOKEN = re.compile(rf"\s+|“[^“”]{{1,6}}”|{_WHOLE}|[A-Za-z0-9À-ɏ'’\-.,;:!?()/%]+|.", re.DOTALL)


def _em(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WFA" or char in "“”‘’…":
        return 1.0
    if char in "iljtfrI.,;:'!|()[] ":
        return _NARROW
    if char in "mwMW@%":
        return _WIDE
    return 0.68 if char.isupper() else _USUAL


def width(text: str, size: float) -> float:
    """Width of one line in the unit of `size`: 1 em a Chinese character, about 0.55 em a Latin letter."""
    return sum(_em(char) for char in text) * size


def _pieces(text: str) -> list[str]:
    """The text in pieces between which a line may break; punctuation stays with its word."""
    pieces: list[str] = []
    for token in _TOKEN.findall(text.strip()):
        glued = pieces and (token[0] in _NO_LINE_START or token.isspace() or pieces[-1][-1] in _NO_LINE_END)
        if glued:
            pieces[-1] += " " if token.isspace() else token
        else:
            pieces.append(token)
    return pieces


def wrap(text: str, size: float, limit: float) -> tuple[str, ...]:
    """Lines no wider than `limit`, as few as can be and as even as can be; a break after punctuation is preferred.

    A single word wider than `limit` stays whole.
    """
    pieces = _pieces(text)
    count = len(pieces)
    if not count:
        return ()
    # best[i] = (lines, raggedness, start of the last line) for the first i pieces
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, count + 1):
        options = []
        for start in range(end):
            wide = width("".join(pieces[start:end]).rstrip(), size)
            if wide > limit and end - start > 1:
                continue
            lines, ragged, _ = best[start]
            soft = 0.0 if end == count or not pieces[end - 1][-1].isalnum() else 0.15
            options.append((lines + 1, round(ragged + (1 - wide / limit) ** 2 + soft, 6), start))
        # Of two equal ways the longer line stands first.
        best.append(min(options, key=lambda option: (option[0], option[1], -option[2])))
    lines_found: list[str] = []
    end = count
    while end:
        start = best[end][2]
        lines_found.append("".join(pieces[start:end]).rstrip())
        end = start
    return tuple(reversed(lines_found))
