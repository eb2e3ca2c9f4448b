"""Procedures that nobody wrote: forks, loops, several ways in and long names, for hypothesis to draw from."""

from hypothesis import strategies as st

from yuanba.kernel.procedures.definitions import OUTCOMES, End, Procedure, Start, Step, Text

_BODIES = ("@resident", "committee", "party_org", "supervision_committee")
_ZH = ("商议", "村民或代表联名提议", "村“两委”联席会议商议（第二次）", "逾期未答复，报乡镇督促")
_EN = (
    "Confer",
    "Joint meeting of the two committees confers",
    "Representatives' representatives",
    "Not answered in time",
)


@st.composite
def procedures(draw: st.DrawFn, most: int = 20) -> Procedure:
    """A procedure whose first arrows lead on from step to step, and whose other arrows lead anywhere."""
    count = draw(st.integers(1, most))
    codes = [f"s{number}" for number in range(count)]
    ends = ["good", "bad", "neutral"][: draw(st.integers(1, 3))]
    steps = {}
    for number, code in enumerate(codes):
        kind = draw(st.sampled_from(sorted(OUTCOMES)))
        outcomes = OUTCOMES[kind][: draw(st.integers(1, len(OUTCOMES[kind])))]
        forward = codes[number + 1] if number + 1 < count else ends[0]
        if draw(st.integers(0, 5)) == 0:
            forward = draw(st.sampled_from([*codes[number + 1 :], *ends]))
        on = {outcome: draw(st.sampled_from([*codes, *ends])) for outcome in outcomes[1:]}
        name = draw(st.integers(0, 3))
        steps[code] = Step(
            code=code,
            name=Text(_ZH[name], _EN[name]),
            kind=kind,
            by=draw(st.sampled_from(_BODIES)),
            on={outcomes[0]: forward, **on},
            oversight=draw(st.booleans()),
        )
    others = draw(st.lists(st.sampled_from(codes), max_size=2, unique=True))
    starts = tuple(
        Start(code, Text(f"从{code}开始", f"Begin at {code}")) for code in dict.fromkeys([codes[0], *others])
    )
    finals = {code: End(code, Text("办结归档", "Completed and archived"), code) for code in ends}
    return Procedure("any", 1, Text("任意", "Any"), Text("任意", "Any"), starts, steps, finals)
