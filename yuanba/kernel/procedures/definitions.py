"""What a procedure is: a table of sentences read from TOML. No expressions, conditions or templates in data.

A step has a verb (`kind`), a body (`by`) and arrows (`on`: outcome of the verb -> step or end); the first arrow is the
way forward.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.forms import Malformed, fit
from yuanba.kernel.procedures.pack_forms import PROCEDURE

# The closed vocabulary of verbs, each with the outcomes it can have. A procedure may use fewer outcomes, never others.
OUTCOMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "draft": ("submit", "withdraw", "lapse"),
        "review": ("agree", "return", "decline", "refer", "urgent", "uphold", "dismiss", "order", "report", "lapse"),
        "meet": ("agree", "return", "decline", "lapse"),
        "vote": ("pass", "reject"),
        "publish": ("elapsed", "upheld"),
        "collect": ("reached", "close", "lapse"),
        "do": ("done", "short", "fail", "lapse"),
        "wait": ("joined", "elapsed"),
    }
)
# Roles that are not bodies of the pack: they are resolved for each matter.
ROLES = ("@resident", "@deciding-body", "@executor", "@answering-body")
# Where the matters of a procedure lie, unless it says so itself.
UNITS = ("village", "community", "quasi")


@dataclass(frozen=True, slots=True)
class Text:
    """A name in both languages of the interface."""

    zh: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Field:
    """One blank of a form. `public` fields are shown on the matter's public page, others to those who act in it."""

    code: str
    name: Text
    type: str
    required: bool = True
    public: bool = True
    choices: Mapping[str, Text] = field(default_factory=dict)
    help: Text | None = None
    of: str = ""  # what the codes that it holds are codes of, so that pages say names: see `naming`
    subject: bool = False  # whom it names is who the matter is about: she and her near relatives withdraw from it
    persons: bool = False  # its choices name people whom nobody but those who act may read: no blank form lists them
    late: bool = False  # drawn only once something that was typed has raised the question
    fixed: bool = False  # a choice with one answer, known from where it is asked: nobody types it
    past: int | None = None  # a date: at most so many days before the day of the act; see `bounded`
    future: int | None = None  # a date: at most so many days after it
    most: int | None = None  # a number: at most this


@dataclass(frozen=True, slots=True)
class Param:
    """A bounded local parameter: adoption in a place may set it between `min` and `max` (whole numbers)."""

    code: str
    name: Text
    min: int
    max: int
    default: int
    rule: str | None = None  # a numeric rule of the law which sets the floor, such as "posting_min_days"


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `due` is a number of days, or the code of a parameter or of a law's rule; None: nothing presses."""

    code: str
    name: Text
    kind: str
    by: str
    on: Mapping[str, str]
    law: tuple[Citation, ...] = ()
    unverified: Text | None = None  # a basis with certainty mark C: shown only with the word "unverified"
    due: int | str | None = None
    fields: tuple[Field, ...] = ()
    tasks: Mapping[str, Text] = field(
        default_factory=dict
    )  # checklist inside the step: each needs evidence before the way forward
    oversight: bool = False  # a step of supervision: the only kind a supervision committee may hold
    urgent: bool = False  # averting danger to life before any decision
    board: str | None = None  # publish: the board's code
    posts: str | None = None  # publish: "decision" or "result"
    posting: str | None = None  # publish: the parameter that holds the posting days
    threshold: str | None = None  # collect: the law's petition threshold, taken from the deciding body
    binds: str | None = None  # the register whose record this step binds the matter to: the power exercised
    guards: tuple[str, ...] = ()  # named in `vocabulary.GUARDS`: what may not pass this step, whoever acts
    effect: str | None = None  # named in `vocabulary.EFFECTS`: what the way forward brings about beyond the matter
    enters: str | None = None  # the register in which the way forward writes a record, from what the matter has typed
    hint: Text | None = None

    @property
    def forward(self) -> str:
        """The outcome that is the way forward: the first arrow."""
        return next(iter(self.on))


@dataclass(frozen=True, slots=True)
class Start:
    """A way in: the step where a new matter may begin and who may begin there."""

    step: str
    name: Text


@dataclass(frozen=True, slots=True)
class End:
    """A way out. `tone` is "good", "bad" or "neutral": how the chart and the lists colour it."""

    code: str
    name: Text
    tone: str


# How a matter ends that nobody stands behind: who was said to have begun it did not. No arrow leads here.
STRUCK = End("struck", Text("已撤销：不是本人提出的", "Struck: not begun by her whose name it bore"), "bad")


@dataclass(frozen=True, slots=True)
class Procedure:
    """One version of a procedure; adopted versions never change (`published.lock`)."""

    code: str
    version: int
    name: Text
    summary: Text
    starts: tuple[Start, ...]
    steps: Mapping[str, Step]
    ends: Mapping[str, End]
    law: tuple[Citation, ...] = ()
    params: Mapping[str, Param] = field(default_factory=dict)
    at: tuple[str, ...] = UNITS  # kinds of places in which its matters lie
    # "main", "objection" (blocks its parent's posting), "query" (a question to be answered), "contest" (of an entry)
    role: str = "main"
    reading: Text | None = None  # where the term is local and unpublished: "the project's reading"
    sha256: str = ""  # of its file as deployed, in hexadecimal; empty where it was read from no file

    @property
    def key(self) -> str:
        """`code.vN`, as the file is named."""
        return f"{self.code}.v{self.version}"

    def ended(self, code: str) -> End:
        """How a matter under it ended."""
        return STRUCK if code == STRUCK.code else self.ends[code]


def text_of(raw: Mapping[str, Any], where: str, key: str = "name", *, required: bool = True) -> Text | None:
    zh, en = raw.get(key), raw.get(f"{key}_en")
    if not zh and not required:
        return None
    if not (isinstance(zh, str) and isinstance(en, str) and _seen(zh) and _seen(en)):
        raise Malformed(
            where, f"'{key}' and '{key}_en' are both needed", f"“{key}”和“{key}_en”都要填写", code="name-missing"
        )
    return Text(zh, en)


def _seen(text: str) -> bool:
    """Whether anything of a text is seen on a page: not blanks alone, nor signs that nobody sees."""
    return any(sign.isprintable() and not sign.isspace() for sign in text)


def name_of(raw: Mapping[str, Any], where: str, key: str = "name") -> Text:
    text = text_of(raw, where, key)
    assert text is not None
    return text


def citations(raw: Any, where: str) -> tuple[Citation, ...]:
    try:
        return tuple(Citation.parse(item) for item in raw)
    except (ValueError, TypeError) as error:
        raise Malformed(where, str(error), f"法条引用写法不对：{raw}", code="citation-malformed") from error


def strings(raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A list of texts; empty where it is not written."""
    return tuple(raw.get(key, ()))


def span(raw: Mapping[str, Any], key: str) -> tuple[int, int] | None:
    """Two whole numbers; None where they are not written."""
    return tuple(raw[key]) if key in raw else None


def read_field(code: str, raw: Mapping[str, Any], where: str) -> Field:
    """One field from its TOML table; the same form serves procedures and registers."""
    choices = {key: name_of(value, f"{where}.choices.{key}") for key, value in raw.get("choices", {}).items()}
    if (raw["type"] == "choice") != bool(choices):
        raise Malformed(
            where,
            "choices belong to fields of type choice, and such a field needs them",
            "只有“choice”类型要写 choices，而且必须写",
        )
    if raw.get("subject") and (raw["type"] != "person" or raw.get("public", True)):
        raise Malformed(
            where,
            "whom a matter is about is a field of type person with public = false",
            "事情涉及的人要用“person”类型，并且写 public = false",
        )
    if raw.get("fixed") and len(choices) != 1:
        raise Malformed(
            where, "what is fixed is a choice with one answer", "写了 fixed 的必须是“choice”类型，并且只有一个选项"
        )
    for key, type in (("past", "date"), ("future", "date"), ("most", "number")):
        if key in raw and raw["type"] != type:
            raise Malformed(where, f"'{key}' belongs to a field of type {type}", f"“{key}”只能写在“{type}”类型里")
    return Field(
        code=code,
        name=name_of(raw, where),
        type=raw["type"],
        required=raw.get("required", True),
        public=raw.get("public", True),
        choices=choices,
        help=text_of(raw, where, "help", required=False),
        of=raw.get("of", ""),
        subject=raw.get("subject", False),
        fixed=raw.get("fixed", False),
        past=raw.get("past"),
        future=raw.get("future"),
        most=raw.get("most"),
    )


def _read_step(code: str, raw: Mapping[str, Any]) -> Step:
    where = f"step.{code}"
    return Step(
        code=code,
        name=name_of(raw, where),
        kind=raw["kind"],
        by=raw["by"],
        on=dict(raw["on"]),
        law=citations(raw.get("law", ()), f"{where}.law"),
        unverified=text_of(raw, where, "unverified", required=False),
        due=raw.get("due"),
        fields=tuple(read_field(key, value, f"{where}.field.{key}") for key, value in raw.get("field", {}).items()),
        tasks={key: name_of(value, f"{where}.task.{key}") for key, value in raw.get("task", {}).items()},
        oversight=raw.get("oversight", False),
        urgent=raw.get("urgent", False),
        board=raw.get("board") or None,
        posts=raw.get("posts") or None,
        posting=raw.get("posting") or None,
        threshold=raw.get("threshold") or None,
        binds=raw.get("binds") or None,
        guards=strings(raw, "guards"),
        effect=raw.get("effect") or None,
        enters=raw.get("enters") or None,
        hint=text_of(raw, where, "hint", required=False),
    )


def read(raw: Mapping[str, Any]) -> Procedure:
    """A Procedure from parsed TOML; Malformed where a table has not the right shape. The rest is for `checks`."""
    fit(raw, PROCEDURE)
    params = {
        code: Param(
            code, name_of(value, f"params.{code}"), value["min"], value["max"], value["default"], value.get("rule")
        )
        for code, value in raw.get("params", {}).items()
    }
    return Procedure(
        code=raw["code"],
        version=raw["version"],
        name=name_of(raw, ""),
        summary=name_of(raw, "", "summary"),
        law=citations(raw.get("law", ()), "law"),
        params=params,
        starts=tuple(Start(step, name_of(value, f"start.{step}")) for step, value in raw["start"].items()),
        steps={code: _read_step(code, value) for code, value in raw["step"].items()},
        ends={
            code: End(code, name_of(value, f"end.{code}"), value.get("tone", "neutral"))
            for code, value in raw["end"].items()
        },
        at=strings(raw, "at") or UNITS,
        role=raw.get("role", "main"),
        reading=text_of(raw, "", "reading", required=False),
    )
