"""Forms made from lists of `Field`: what was typed is read once, kept after an error, and drawn by one macro a type."""

import dataclasses
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.http import HttpRequest

from yuanba.kernel.matters import uploads
from yuanba.kernel.matters.case import Case
from yuanba.kernel.procedures import blanks
from yuanba.kernel.procedures.blanks import MOST_ITEMS, Unfilled
from yuanba.kernel.procedures.bounded import Reach, reach
from yuanba.kernel.procedures.definitions import Field
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web.asked import number
from yuanba.web.desk import choosing

ROWS = 8
RADIOS = 6
KEPT_SALT = "yuanba.desk.kept"
KEPT_SECONDS = 24 * 3600
ITEM_KEYS = ("name", "income", "expense", "note")


@dataclass(frozen=True, slots=True)
class Blank:
    """One field as it stands on a page. `value` is what was typed; `id` is unique among all forms of the page."""

    field: Field
    id: str
    value: Any = ""
    error: Refusal | None = None
    options: list[tuple[str, Any]] = dataclasses.field(default_factory=list)
    groups: list[choosing.Group] = dataclasses.field(default_factory=list)
    kept: str = ""
    reach: Reach = dataclasses.field(default_factory=Reach)  # of a date

    @property
    def radios(self) -> bool:
        return self.field.type == "choice" and len(self.options) <= RADIOS

    @property
    def grouped(self) -> bool:
        """Whether the control is several controls under one question, so that a legend names it instead of a label."""
        return self.radios or self.field.type in ("roll", "items")


@dataclass(frozen=True, slots=True)
class Form:
    """A form ready to be drawn. `refusal` is about the whole of it; `seen` is None where no matter exists yet."""

    code: str
    blanks: tuple[Blank, ...]
    key: str
    seen: int | None = None
    refusal: Refusal | None = None

    @property
    def errors(self) -> list[Blank]:
        return [blank for blank in self.blanks if blank.error]

    @property
    def wrong(self) -> bool:
        return self.refusal is not None


@dataclass(slots=True)
class Typed:
    """What a request brought for a list of fields: raw values for the kernel, and files that were turned away."""

    raw: dict[str, Any] = dataclasses.field(default_factory=dict)
    kept: dict[str, str] = dataclasses.field(default_factory=dict)
    errors: dict[str, Refusal] = dataclasses.field(default_factory=dict)

    def check(self, fields: Iterable[Field], on: date) -> None:
        """Unfilled, with every wrong blank at once; a file that was turned away must not pass for a missing one."""
        try:
            blanks.fill(fields, self.raw, on)
        except Unfilled as unfilled:
            raise Unfilled({**unfilled.errors, **self.errors}) from None
        if self.errors:
            raise Unfilled(self.errors)


def read(fields: Iterable[Field], request: HttpRequest, person: int) -> Typed:
    """Read what was typed for these fields. Files are kept at once, so that a later error does not lose them."""
    typed, post = Typed(), request.POST
    for one in fields:
        match one.type:
            case "roll":
                typed.raw[one.code] = post.getlist(one.code)
            case "items":
                typed.raw[one.code] = _rows(one.code, post)
            case "file":
                _file(one.code, request, person, typed)
            case _:
                typed.raw[one.code] = post.get(one.code, "")
    return typed


def _rows(code: str, post: Mapping[str, str]) -> list[dict[str, str]]:
    shown = str(post.get(f"{code}-rows", ""))
    count = min(number(shown) or 0, MOST_ITEMS)
    return [{key: post.get(f"{code}-{n}-{key}", "").strip() for key in ITEM_KEYS} for n in range(count)]


def _file(code: str, request: HttpRequest, person: int, typed: Typed) -> None:
    salt = f"{KEPT_SALT}.{person}"
    sent = request.FILES.get(code)
    if sent is not None:
        try:
            if (sent.size or 0) > uploads.LARGEST:
                raise Refusal("file-too-large", megabytes=uploads.LARGEST // 2**20)
            typed.raw[code] = uploads.keep(sent.read(), sent.name or "")
            typed.kept[code] = signing.dumps(typed.raw[code], salt=salt)
        except Refusal as refusal:
            typed.errors[code] = refusal
    elif token := request.POST.get(f"{code}-kept"):
        try:
            typed.raw[code] = signing.loads(token, salt=salt, max_age=KEPT_SECONDS)
            typed.kept[code] = token
        except signing.BadSignature:
            # Somebody else's or too old: it counts as no file, and the blank says so.
            return


def draw(
    code: str,
    fields: Iterable[Field],
    case: Case | None = None,
    *,
    typed: Typed | None = None,
    refusal: Refusal | None = None,
    key: str = "",
    more: str = "",
) -> Form:
    """The form of an act; without a case, of a register. `more` names a table of line items that gets further rows."""
    typed = typed or Typed()
    errors = refusal.errors if isinstance(refusal, Unfilled) else {}
    drawn = tuple(
        _blank(code, one, case, typed, errors.get(one.code), more == one.code)
        for one in fields
        if not one.fixed and (not one.late or one.code in errors or typed.raw.get(one.code))
    )
    seen = case.matter.taken if case is not None and case.matter.pk else None
    return Form(code, drawn, key or str(uuid.uuid4()), seen, refusal)


def _blank(form: str, one: Field, case: Case | None, typed: Typed, error: Refusal | None, more: bool) -> Blank:
    value: Any = typed.raw.get(one.code, "")
    options: list[tuple[str, Any]] = []
    groups: list[choosing.Group] = []
    match one.type:
        case "choice":
            options = list(one.choices.items())
            value = value or (options[0][0] if len(options) == 1 else "")
        case "person" if case is not None:
            options = list(choosing.options(case, form))
        case "place" if case is not None:
            options = list(choosing.places(case))
        case "roll" if case is not None:
            groups, value = choosing.roll(case), set(value or ())
        case "items":
            value = _table(value or [], more)
    span = Reach() if case is None else reach(one, case.on)
    return Blank(one, f"{form}-{one.code}", value, error, options, groups, typed.kept.get(one.code, ""), span)


def _table(rows: list[dict[str, str]], more: bool) -> list[dict[str, str]]:
    """At least eight rows, and eight further ones where they are asked for."""
    want = min(len(rows) + ROWS if more else max(len(rows), ROWS), MOST_ITEMS)
    return [*rows, *(dict.fromkeys(ITEM_KEYS, "") for _ in range(want - len(rows)))]
