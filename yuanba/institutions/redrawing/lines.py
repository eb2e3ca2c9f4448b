"""The lines of a plan: one for each thing that moves, ends or has to be done again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Founded:
    """A unit that is founded by the act."""

    code: str
    kind: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Inner:
    """A group, compound, courtyard or building that stands under a new code from the day on."""

    pk: int
    code: str
    name: str
    kind: str
    to: str
    parent_to: str
    name_to: str
    name_to_en: str


@dataclass(frozen=True, slots=True)
class Ending:
    """A body that ends with its unit, and how many terms of office end with it."""

    pk: int
    kind: str
    place: str
    terms: int


@dataclass(frozen=True, slots=True)
class Carried:
    """A body of an inner place: it goes on, with those in office, where the inner place stands now."""

    pk: int
    kind: str
    place: str
    to: str
    terms: int


@dataclass(frozen=True, slots=True)
class Need:
    """A kind of body at an heir. `fate`: "stands"; "set-up" by the act, where nobody is elected to it; "elect"."""

    heir: str
    kind: str
    fate: str
    elected_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """A household with its number before and after."""

    pk: int
    place: str
    number: str
    to: str
    number_to: str


@dataclass(frozen=True, slots=True)
class Resident:
    """A person on the roll: the unit and the place she lives in from the day on."""

    pk: int
    unit: str
    to: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A record of a register: closed here and entered at `to` under `code_to`; ended for good where `to` is empty."""

    pk: int
    register: str
    code: str
    name: str
    place: str
    to: str
    code_to: str
    public: bool


@dataclass(frozen=True, slots=True)
class Running:
    """A matter that follows. `holder` is a body that stands now, None while the heir has none: then it waits."""

    pk: int
    number: str
    title: str
    to: str
    site: str  # the inner place in which it lies afterwards, empty for none
    kind: str  # of the body it waits for, empty for residents
    holder: int | None
    waits: bool


@dataclass(frozen=True, slots=True)
class Authority:
    """An authorisation still to be used, or whose papers are still to be given back; it goes with its resident."""

    pk: int
    to: str


@dataclass(frozen=True, slots=True)
class Posting:
    """A notice that hangs on the heir's board until its days are over."""

    pk: int
    title: str
    to: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting that was called and not counted: those who make it up are others now, so it is called again."""

    pk: int
    number: str
    body: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """Something of which nobody has said to whom it goes; `key` is what to say it by."""

    key: str
    what: str  # place, household, person, record, matter, notice
    name: str
