"""Guards of the burden account: nothing reaches villages that was not admitted, and nothing is asked for twice."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from yuanba.kernel.matters import guards
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.reaching import SPARE, left_out
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on, within
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Field, Text
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers.acts import governing
from yuanba.kernel.registers.imposed import FORMS, SIGNBOARDS, admitted, imposed, nearest

LIGHTENING = "lightening-tasks"
# VCOL 43 and RCOL 43: who hands work to a village pays for it, and burdens are lightened lastingly.
LAW = (Citation("vcol-2026", 43), Citation("rcol-2026", 43))
LONGEST_DAYS = 366
# An inspection hands no work over: its department comes itself. All else that is put on villages is paid for.
NOT_HANDED_OVER = ("inspect", "appraise")
NEW = "new"
UNTIL = Field("renewed_until", Text("继续到哪天（不超过一年）", "Kept until (last day; a year at most)"), "date")
_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百千0-9]+条|[Aa]rticle\s+[0-9]+")
# Which kind of admitted task opens a matter of a procedure.
_KINDS = {"inspection": "inspect"}


def longest(first: date, last: date, case: Case) -> None:
    """Refuse a span that ends before it begins or is longer than a year. Refusal `admission-span`."""
    if not first <= last <= first + timedelta(days=LONGEST_DAYS - 1):
        raise Refusal("admission-span", days=LONGEST_DAYS)


def article(case: Case) -> str:
    """The article of villages or communities; of both, that of villages where the matter lies above them."""
    return case.cite(LAW) or str(LAW[0])


class TaskFiling:
    """A filing names an article, a department, places, a span and money, and asks for no column that the house derives.

    Refusals: `basis-without-article`, `admission-span`, `task-unpaid`, `held-already`.
    """

    code = "task-filing"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        return (department(), self._where(case), SPARE)

    def _where(self, case: Case) -> Field:
        kinds = ("county", "township", "village", "community", "quasi")
        rows = Place.objects.filter(valid_on(case.on), within(case.unit.code), kind__in=kinds).order_by("code")
        choices = {code: Text(zh, en or zh) for code, zh, en in rows.values_list("code", "name", "name_en")}
        return Field("where", Text("压给哪里的村（社区）", "Which villages are asked"), "choice", choices=choices)

    def spoken(self, data: Mapping[str, Any]) -> tuple[Field, ...]:
        """Its blanks with the names that a reader needs for what was chosen; one query."""
        rows = Place.objects.filter(code=data.get("where", "")).values_list("code", "name", "name_en")
        choices = {code: Text(zh, en or zh) for code, zh, en in rows}
        where = Field("where", Text("压给哪里的村（社区）", "Which villages are asked"), "choice", choices=choices)
        return (department(), where, *left_out(data))

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        if not _names_an_article(str(data["basis"]), case):
            raise Refusal("basis-without-article", law=article(case))
        longest(date.fromisoformat(data["from_on"]), date.fromisoformat(data["until_on"]), case)
        if data["asks"] not in NOT_HANDED_OVER and Decimal(data["money"]) == 0:
            raise Refusal("task-unpaid", law=article(case))
        held = derived_columns()
        asked = [line.strip() for line in str(data.get("wants", "")).splitlines() if line.strip()]
        again = [line for line in asked if line in held]
        if again:
            forms = list(dict.fromkeys(held[line] for line in again))
            raise Refusal("held-already", law=article(case), columns="、".join(again), forms="、".join(forms))


class Admitted:
    """Where tasks are lightened, a department asks only for what stands admitted in the register."""

    code = "admitted"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        if not self._applies(case):
            return ()
        choices = {one.record.code: Text(one.record.name, one.record.name_en) for one in self._open(case)}
        name = Text("准入目录里的哪一项", "Which task of the register")
        if not choices:
            # An empty register is told by its own sentence and not as a blank that is missing.
            return (Field("admitted", name, "text", required=False, public=False),)
        return (Field("admitted", name, "choice", choices=choices),)

    def spoken(self, data: Mapping[str, Any]) -> tuple[Field, ...]:
        return (Field("admitted", Text("准入目录编号", "Number in the register of tasks"), "text"),)

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        if self._applies(case) and data.get("admitted") not in {one.record.code for one in self._open(case)}:
            raise Refusal("not-admitted", law=article(case), place=case.unit.name, place_en=case.unit.name_en)

    def _applies(self, case: Case) -> bool:
        return governing(LIGHTENING, case.unit.code, case.on) is not None

    def _open(self, case: Case) -> list[Any]:
        return admitted(_KINDS.get(case.procedure.code, "task"), case.unit.code, case.on)


class ListedItem:
    """A review is about a signboard or ledger that stands in the register, or about one that nobody has listed yet."""

    code = "listed-item"

    def fields(self, case: Case, act: Act) -> tuple[Field, ...]:
        rows = [one for one in nearest(imposed((SIGNBOARDS, FORMS), case.on), case.unit.code) if one.standing]
        choices = {
            f"{one.record.register}:{one.record.code}": Text(one.record.name, one.record.name_en) for one in rows
        }
        choices[f"{SIGNBOARDS}:{NEW}"] = Text("没有登记过的牌子", "A signboard not listed yet")
        choices[f"{FORMS}:{NEW}"] = Text("没有登记过的台账", "A ledger not listed yet")
        return (
            Field("item", Text("哪块牌子、哪本台账", "Which signboard or ledger"), "choice", choices=choices),
            Field("item_name", Text("没有登记过的，写名称", "Its name, where not listed yet"), "text", False),
            department(),
        )

    def spoken(self, data: Mapping[str, Any]) -> tuple[Field, ...]:
        return (Field("item_name", Text("名称", "Name"), "text"), department())

    def check(self, case: Case, act: Act, data: Mapping[str, Any], by: Actor) -> None:
        if data["item"].endswith(f":{NEW}") and not data.get("item_name"):
            missing = Refusal("blank-missing", field="名称", field_en="Its name")
            raise Unfilled({"item_name": missing})


def department() -> Field:
    """Which department asks, as a choice of the county's list."""
    rows = pack().registers["departments"].rows
    choices = {row["code"]: Text(row["name"], row["name_en"]) for row in rows}
    return Field("asker", Text("要求的部门", "Department that asks"), "choice", choices=choices)


def derived_columns() -> dict[str, str]:
    """Columns that the house fills by itself, by name, each with the ledger that holds it."""
    forms = {row["code"]: row["name"] for row in pack().registers[FORMS].rows}
    return {
        row["name"]: forms[row["form"]]
        for row in pack().registers["ledger-columns"].rows
        if row.get("source") and row["form"] in forms
    }


def _names_an_article(basis: str, case: Case) -> bool:
    """Whether every part of a basis names an article: one of the pack's statutes, or one in words."""
    named = parts(basis)
    return bool(named) and all(_is_article(part, case) for part in named)


def _is_article(part: str, case: Case) -> bool:
    try:
        citation = Citation.parse(part)
    except ValueError:
        return _ARTICLE.search(part) is not None
    return case.law.article(citation) is not None


for guard in (TaskFiling(), Admitted(), ListedItem()):
    guards.register(guard)
