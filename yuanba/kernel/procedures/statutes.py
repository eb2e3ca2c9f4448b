"""Reading one statute file of a pack."""

import re
from collections.abc import Mapping
from typing import Any, cast

from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import citations, name_of, span, strings, text_of
from yuanba.kernel.procedures.forms import Malformed, fit
from yuanba.kernel.procedures.law import (
    Article,
    AssemblyLaw,
    Certainty,
    ElectionLaw,
    Reserved,
    Rule,
    Statute,
    Threshold,
)
from yuanba.kernel.procedures.pack_forms import STATUTE


def read_thresholds(raw: Any, where: str) -> tuple[Threshold, ...]:
    """Thresholds from a list of tables `{of, cmp, num, den}`."""
    found = []
    for item in raw:
        if item["num"] > item["den"]:
            raise Malformed(where, "a threshold is a share: num <= den", "比例的 num 不能大于 den")
        found.append(Threshold(item["of"], item["cmp"], item["num"], item["den"]))
    return tuple(found)


def _citation(raw: Mapping[str, Any], key: str, where: str) -> Citation | None:
    return citations([raw[key]], f"{where}.{key}")[0] if key in raw else None


def _certainty(raw: Mapping[str, Any], where: str) -> Certainty:
    mark = raw.get("cert")
    if mark is None:
        raise Malformed(where, "'cert' must be A, B, C or L", "“cert”要写 A、B、C 或 L")
    return cast(Certainty, mark)


def _assembly(body: str, raw: Mapping[str, Any]) -> AssemblyLaw:
    where = f"assembly.{body}"
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
        households_per_rep=span(raw, "households_per_rep"),
        meetings_per_year=raw.get("meetings_per_year", 0),
        pass_special=read_thresholds(raw.get("pass_special", ()), f"{where}.pass_special"),
        special_items=tuple(raw.get("special_items", ())),
    )


def _election(mode: str, raw: Mapping[str, Any]) -> ElectionLaw:
    where = f"election.{mode}"
    turnout, elect, second = read_thresholds([raw["turnout"], raw["elect"], raw["second"]], where)
    return ElectionLaw(
        mode,
        name_of(raw, where),
        citations([raw["basis"]], f"{where}.basis")[0],
        _certainty(raw, where),
        turnout,
        elect,
        second,
        proxies=raw.get("proxies", 0),
        contested=raw.get("contested", False),
        barred=text_of(raw, where, "barred", required=False),
    )


def _rule(code: str, raw: Mapping[str, Any]) -> Rule:
    where = f"rule.{code}"
    return Rule(
        code,
        raw["value"],
        _citation(raw, "basis", where),
        _certainty(raw, where),
        raw.get("bound", "none"),
        raw.get("note", ""),
    )


def _article(number: str, raw: Mapping[str, Any]) -> Article:
    where = f"article.{number}"
    if not re.fullmatch("[1-9][0-9]*", number):
        raise Malformed(where, f"'{number}' is no number of an article", f"“{number}”不是条文的序号")
    return Article(int(number), name_of(raw, where, "summary"), _certainty(raw, where), raw.get("items"))


def _reserved(index: int, raw: Mapping[str, Any]) -> Reserved:
    where = f"reserved.{index}"
    matter = citations([raw["matter"]], where)[0]
    return Reserved(matter, strings(raw, "deciders"), text_of(raw, where, required=False))


def read_statute(raw: Mapping[str, Any]) -> Statute:
    """A Statute from parsed TOML; Malformed where a table has not the right shape."""
    fit(raw, STATUTE)
    if "until" in raw and raw["until"] <= raw["since"]:
        raise Malformed("until", "'until' must be later than 'since'", "“until”要晚于“since”")
    articles = (_article(number, value) for number, value in raw.get("article", {}).items())
    return Statute(
        code=raw["code"],
        name=name_of(raw, ""),
        short=name_of(raw, "", "short"),
        edition=name_of(raw, "", "edition"),
        since=raw["since"],
        until=raw.get("until"),
        articles={article.number: article for article in articles},
        assemblies={body: _assembly(body, value) for body, value in raw.get("assembly", {}).items()},
        rules={code: _rule(code, value) for code, value in raw.get("rule", {}).items()},
        reserved=tuple(_reserved(index, value) for index, value in enumerate(raw.get("reserved", ()))),
        elections={mode: _election(mode, value) for mode, value in raw.get("election", {}).items()},
        at=strings(raw, "at"),
        ours=raw.get("ours", False),
    )
