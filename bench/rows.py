"""What is asked over HTTP, and in what state: each row is asked many times in every round, in turn with all others."""

import itertools
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from bench.ground import Ground
from bench.wire import Answer, Wire

BARE, INSERT = "bare", "insert"
FEW, MANY = 8, 40  # requests of a row in one round
# Every first request of a size is unlike the others: a page that no one has asked for yet is in no cache.
_new = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `path` may name facts of the ground; `how` says in what state it is asked.

    how: "bare" on the yardsticks' server, "static" by granian itself, "cold" after an act in the unit, "unasked" with
    an address that nobody has asked for, "kept" from the ledger's cache, "plain" where nothing is kept, "304" by a
    reader who has the page, "desk" signed in, "take" one act.
    `least` is the smallest ratio to the yardstick that the goal allows.
    """

    key: str
    name: str
    path: str
    how: str
    against: str = BARE
    least: float | None = None
    times: int = FEW


ROWS = (
    Row(BARE, "a bare Django view, no middleware (yardstick)", "/bare/", "bare", times=MANY),
    Row(INSERT, "a bare authenticated INSERT (yardstick)", "/insert/", "bare", times=16),
    Row("static", "a static file", "/static/yuanba.css", "static", times=MANY),
    Row("county", "county page, new", "/", "unasked"),
    Row("county-kept", "county page, cached", "/", "kept", least=0.5, times=MANY),
    Row("township", "township page, new", "/p/{township}/", "unasked"),
    Row("unit", "unit page, new", "/p/{unit}/", "cold", least=0.04),
    Row("unit-en", "unit page in English, new", "/en/p/{unit}/", "cold", least=0.04),
    Row("unit-kept", "unit page, cached", "/p/{unit}/", "kept", least=0.5, times=MANY),
    Row("unit-304", "unit page, unchanged (304)", "/p/{unit}/", "304", least=0.5, times=MANY),
    Row("matter", "matter page, new", "/m/{archived}/", "cold"),
    Row("matter-kept", "matter page, cached", "/m/{archived}/", "kept", least=0.5, times=MANY),
    Row("matters", "matters of a unit, first page", "/p/{unit}/matters/", "unasked"),
    Row("matters-deep", "matters of a unit, a page far down", "/p/{unit}/matters/?after={deep}", "unasked"),
    Row("board", "board of a unit, first page", "/p/{unit}/village-affairs/", "unasked"),
    Row("notice", "notice page, new", "/n/{notice}/", "cold"),
    Row("api", "API: matters of a unit", "/api/v1/matters?place={unit}", "plain"),
    Row("desk", "the desk", "/desk/", "desk"),
    Row("form", "the form of a take", "/m/{waiting}/take", "desk"),
    Row("take", "one take: sign-in, CSRF, act, ledger", "/m/{waiting}/take", "take", against=INSERT, least=0.25),
)


def words(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the paths of rows may name."""
    return {**facts, "township": facts["unit"][:9], "waiting": next(iter(facts["waiting"]))}


def proposal(*, proposing: bool) -> dict[str, str]:
    """What the secretary sends: the Party organisation's proposal, or the joint meeting's word that sends it back."""
    if proposing:
        words = "硬化到各组的道路，资金从集体收入中列支。"
        return {"doing": "agree", "proposal": words, "budget": "180000", "power": "M13"}
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
    meeting = {"held_on": today, "attended": "4"}
    return {"doing": "return", "reason": "预算要再核一遍，请补充比价材料。", **meeting}


@dataclass
class Asker:
    """Asks the rows of one ground, each in its state; `ask` returns the answer that was timed."""

    ground: Ground
    steps: dict[str, str] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts = self.ground.facts
        self.words = words(facts)
        self.turns: Iterator[str] = itertools.cycle(facts["waiting"])
        self.cookie = f"Cookie: sessionid={facts['session']}; csrftoken={facts['csrf']}\r\n"
        self.steps = dict.fromkeys(facts["waiting"], "propose")
        self.seen = dict(facts["waiting"])

    def ask(self, row: Row) -> Answer:
        path = row.path.format(**self.words)
        house, yard = self.ground.house, self.ground.yard
        ways: dict[str, Callable[[], Answer]] = {
            "bare": lambda: self._yard(yard, path),
            "static": lambda: house.ask(path),
            "kept": lambda: house.ask(path),
            "plain": lambda: house.ask(path),
            "unasked": lambda: house.ask(f"{path}{'&' if '?' in path else '?'}new={next(_new)}"),
            "cold": lambda: self._after_an_act(path),
            "304": lambda: house.ask(path, headers=f"If-None-Match: {self._etag(path)}\r\n"),
            "desk": lambda: house.ask(path, headers=self.cookie),
            "take": lambda: self._take(house),
        }
        return ways[row.how]()

    def _yard(self, yard: Wire, path: str) -> Answer:
        return yard.ask(path, headers=self.cookie, form=b"x=1") if path == "/insert/" else yard.ask(path)

    def _after_an_act(self, path: str) -> Answer:
        assert self.ground.yard.ask(f"/stir/{self.ground.facts['unit']}/").status == 204
        return self.ground.house.ask(path)

    def _etag(self, path: str) -> str:
        if path not in self.etags:
            self.etags[path] = self.ground.house.ask(path).headers.get("etag", "none")
        return self.etags[path]

    def _take(self, house: Wire) -> Answer:
        """The secretary proposes, then in the joint meeting sends back: two acts by turns, for ever possible."""
        number = next(self.turns)
        proposing = self.steps[number] == "propose"
        form = {"key": str(uuid.uuid4()), "seen": str(self.seen[number]), **proposal(proposing=proposing)}
        headers = f"{self.cookie}X-CSRFToken: {self.ground.facts['csrf']}\r\n"
        answer = house.ask(f"/m/{number}/take", headers=headers, form=urlencode(form).encode())
        if answer.status == 303:
            self.steps[number] = "confer" if proposing else "propose"
            self.seen[number] += 1
        return answer


def expected(row: Row) -> tuple[int, ...]:
    """The status that a row must answer with; anything else means that there is nothing to measure."""
    return {"304": (304,), "take": (303,), "bare": (200, 204)}.get(row.how, (200,))
