"""Reading one statute file of a pack."""

from collections.abc import Mapping
from typing import Any

from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Malformed, known, name_of
from yuanba.kernel.procedures.law import Article, AssemblyLaw, Reserved, Rule, Statute, Threshold

_KEYS = frozenset("code name name_en short short_en edition edition_en since until article assembly rule reserved".split())
_ASSEMBLY_KEYS = frozenset(
    "basis cert quorum_any quorum_all pass petition_any notice_days urgent convened_by requires_mandate remote proxy binding".split()
)


def read_thresholds(raw: Any, where: str) -> tuple[Threshold, ...]:
    """Thresholds from a list of tables `{of, cmp, num, den}`."""
    found = []
    for item in raw:
        known(item, frozenset(("of", "cmp", "num", "den")), where)
        if item.get("cmp") not in ("gt", "ge") or not 0 < item["num"] <= item["den"]:
            raise Malformed(where, "a threshold is {of, cmp = gt|ge, num, den} with num <= den", "比例要写 of、cmp（gt 或 ge）、num、den")
        found.append(Threshold(item["of"], item["cmp"], item["num"], item["den"]))
    return tuple(found)


def _assembly(body: str, raw: Mapping[str, Any]) -> AssemblyLaw:
    where = f"assembly.{body}"
    known(raw, _ASSEMBLY_KEYS, where)
    return AssemblyLaw(
        body=body,
        basis=Citation.parse(raw["basis"]),
        cert=raw["cert"],
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
    )


def read_statute(raw: Mapping[str, Any]) -> Statute:
    """A Statute from parsed TOML; Malformed or KeyError where a table has not the right shape."""
    known(raw, _KEYS, "")
    rules = {}
    for code, value in raw.get("rule", {}).items():
        known(value, frozenset(("value", "basis", "cert", "bound", "note")), f"rule.{code}")
        basis = Citation.parse(value["basis"]) if "basis" in value else None
        rules[code] = Rule(code, int(value["value"]), basis, value["cert"], value.get("bound", "none"), value.get("note", ""))
    return Statute(
        code=raw["code"],
        name=name_of(raw, ""),
        short=name_of(raw, "", "short"),
        edition=name_of(raw, "", "edition"),
        since=raw["since"],
        until=raw.get("until"),
        articles={
            int(number): Article(int(number), name_of(value, f"article.{number}", "summary"), value["cert"])
            for number, value in raw.get("article", {}).items()
        },
        assemblies={body: _assembly(body, value) for body, value in raw.get("assembly", {}).items()},
        rules=rules,
        reserved=tuple(Reserved(Citation.parse(value["matter"]), tuple(value["deciders"])) for value in raw.get("reserved", ())),
    )
