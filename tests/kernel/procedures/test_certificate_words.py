"""What a form of a certificate sounds like: each of the twenty kinds is heard, and nothing harmless beside them."""

import tomllib
from pathlib import Path

import pytest

from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures import wording

CASES = tomllib.loads(Path(__file__).with_name("certificate_cases.toml").read_text(encoding="utf-8"))
BARRED = {row["code"]: row["name"] for row in pack().registers["certificates"].rows if row["verdict"] == "barred"}
SIGNS = [one for one in wording.signs(pack().registers[wording.REGISTER].rows) if one.kind == "certified"]
ASKS = [(kind, said) for kind, ways in CASES["asks"].items() for said in ways]


def heard(said: str) -> set[str]:
    return {flag.sign.name.zh for flag in wording.flags(said, SIGNS)}


def test_each_of_the_twenty_kinds_has_its_words_and_three_ways_of_asking() -> None:
    assert {one.name.zh for one in SIGNS} == set(BARRED.values())
    assert len(SIGNS) == 20
    assert len(set(ASKS)) == 60


@pytest.mark.parametrize(("kind", "said"), ASKS)
def test_a_kind_that_is_never_issued_is_heard_by_its_name(kind: str, said: str) -> None:
    assert BARRED[kind] in heard(said)


@pytest.mark.parametrize("said", CASES["harmless"]["said"])
def test_what_a_lawful_certificate_or_a_seal_is_asked_for_is_not_flagged(said: str) -> None:
    assert not heard(said)


@pytest.mark.parametrize("said", ["本证明不得用于继承", "严禁开具死亡证明"])
def test_what_is_forbidden_is_not_asked_for(said: str) -> None:
    assert not heard(said)
