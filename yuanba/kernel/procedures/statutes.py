"""Reading one statute file of a pack."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Malformed, citations, known, name_of, scalar, strings, text_of
from yuanba.kernel.procedures.law import Article, AssemblyLaw, Certainty, Reserved, Rule, Statute, Threshold

_KEYS = frozenset(
    "code name name_en short short_en edition edition_en since until at ours article assembly rule reserved".split()
)
_ASSEMBLY_KEYS = frozenset(
    "basis cert unverified unverified_en quorum_any quorum_all pass pass_special special_items petition_any "
    "composition notice_days urgent convened_by requires_mandate remote proxy binding age_min households_per_rep "
    "meetings_per_year".split()
)
_CERTAINTIES = ("A", "B", "C", "L")


def read_thresholds(raw: Any, where: str) -> tuple[Threshold, ...]:
    """Thresholds from a list of tables `{of, cmp, num, den}`."""
    found = []
    for item in raw:
        known(item, frozenset(("of", "cmp", "num", "den")), where)
        if item.get("cmp") not in ("gt", "ge") or not 0 < item["num"] <= item["den"]:
            raise Malformed(
                where,
                "a threshold is {of, cmp = gt|ge, num, den} with num <= den",
                "比例要写 of、cmp（gt 或 ge）、num、den",
            )
        found.append(Threshold(item["of"], item["cmp"], item["num"], item["den"]))
    return tuple(found)


def _citation(raw: Mapping[str, Any], key: str, where: str) -> Citation | None:
    return citations([raw[key]], f"{where}.{key}")[0] if key in raw else None


def _certainty(raw: Mapping[str, Any], where: str) -> Certainty:
    mark = raw.get("cert")
    if mark not in _CERTAINTIES:
        raise Malformed(where, "'cert' must be A, B, C or L", "“cert”要写 A、B、C 或 L")
    return cast(Certainty, mark)


def _pair(raw: Mapping[str, Any], key: str) -> tuple[int, int] | None:
    if key not in raw:
        return None
    low, high = raw[key]
    return int(low), int(high)


def _assembly(body: str, raw: Mapping[str, Any]) -> AssemblyLaw:
    where = f"assembly.{body}"
    known(raw, _ASSEMBLY_KEYS, where)
    return AssemblyLaw(
        body=body,
        basis=_citation(raw, "basis", where),
        cert=_certainty(raw, where),
        quorum_any=read_thresholds(raw.get("quorum_any", ()), f"{where}.quorum_any"),
        quorum_all=read_thresholds(raw.get("quorum_all", ()), f"{where}.quorum_all"),
        pass_all=read_thresholds(raw.get("pass", ()), f"{where}.pass"),
        petition_any=read_thresholds(raw.get("petition_any", ()), f"{where}.petition_any"),
        notice_days=raw.get("notice_days", 0),
        urgent=raw.get("urgent", False),
        convened_by=raw.get("convened_by", ""),
        requires_mandate=raw.get("requires_mandate", False),
        remote=raw.get("remote", "none"),
        proxy=raw.get("proxy", "none"),
        binding=raw.get("binding", True),
        unverified=text_of(raw, where, "unverified", required=False),
        age_min=raw.get("age_min", 0),
        composition=read_thresholds(raw.get("composition", ()), f"{where}.composition"),
        households_per_rep=_pair(raw, "households_per_rep"),
        meetings_per_year=raw.get("meetings_per_year", 0),
        pass_special=read_thresholds(raw.get("pass_special", ()), f"{where}.pass_special"),
        special_items=tuple(raw.get("special_items", ())),
    )


def _rule(code: str, raw: Mapping[str, Any]) -> Rule:
    where = f"rule.{code}"
    known(raw, frozenset(("value", "basis", "cert", "bound", "note")), where)
    bound = raw.get("bound", "none")
    if bound not in ("min", "max", "none"):
        raise Malformed(where, "'bound' must be min, max or none", "“bound”要写 min、max 或 none")
    return Rule(
        code,
        scalar(raw, "value", int, where, 0),
        _citation(raw, "basis", where),
        _certainty(raw, where),
        bound,
        raw.get("note", ""),
    )


def _article(number: str, raw: Mapping[str, Any]) -> Article:
    where = f"article.{number}"
    known(raw, frozenset(("summary", "summary_en", "cert", "items")), where)
    return Article(int(number), name_of(raw, where, "summary"), _certainty(raw, where), raw.get("items"))


def _reserved(index: int, raw: Mapping[str, Any]) -> Reserved:
    where = f"reserved.{index}"
    known(raw, frozenset(("matter", "deciders", "name", "name_en")), where)
    matter = citations([raw["matter"]], where)[0]
    return Reserved(matter, strings(raw, "deciders", where), text_of(raw, where, required=False))


def _day(raw: Mapping[str, Any], key: str) -> date:
    if type(raw[key]) is not date:
        raise Malformed(key, f"'{key}' must be a date such as 2026-01-01", f"“{key}”要写日期，例如 2026-01-01")
    return cast(date, raw[key])


def read_statute(raw: Mapping[str, Any]) -> Statute:
    """A Statute from parsed TOML; Malformed or KeyError where a table has not the right shape."""
    known(raw, _KEYS, "")
    return Statute(
        code=raw["code"],
        name=name_of(raw, ""),
        short=name_of(raw, "", "short"),
        edition=name_of(raw, "", "edition"),
        since=_day(raw, "since"),
        until=_day(raw, "until") if "until" in raw else None,
        articles={int(number): _article(number, value) for number, value in raw.get("article", {}).items()},
        assemblies={body: _assembly(body, value) for body, value in raw.get("assembly", {}).items()},
        rules={code: _rule(code, value) for code, value in raw.get("rule", {}).items()},
        reserved=tuple(_reserved(index, value) for index, value in enumerate(raw.get("reserved", ()))),
        at=strings(raw, "at"),
        ours=raw.get("ours", False),
    )
