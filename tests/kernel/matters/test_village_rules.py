"""Village rules: a fine by the answer is refused, a draft that sounds so needs a lawyer's word; a machine points."""

import pytest

from tests.kernel.matters.lists import file, guarded
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.guarding import lint
from yuanba.kernel.matters.guards import HEEDED
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.procedures.blanks import Unfilled

pytestmark = pytest.mark.django_db
CLEAN = "一、门前自己打扫。\n二、倡导酒席不超过二十桌，不罚款。"
FINING = "一、门前自己打扫。\n二、乱倒垃圾的罚款五十元。\n三、外嫁女不得参加分红。"


def drafted(wording: str, **more: str) -> tuple[object, Matter]:
    made = guarded("M02")
    matter = file(made, "village-rules", "opinions", "wu", "committee", topic="环境", power="M02").matter
    made.take(matter, "wu", "committee", "submit", wording=wording, strength="agreed", **more)
    return made, matter


def test_a_draft_that_sounds_unlawful_comes_back_with_each_sentence() -> None:
    with pytest.raises(Unfilled) as asked:
        drafted(FINING)
    said = asked.value.errors[HEEDED.code].sentence("zh-hans")
    assert "乱倒垃圾的罚款五十元" in said
    assert "外嫁女不得参加分红" in said


def test_once_read_it_goes_on_only_with_a_lawyers_word() -> None:
    made, matter = drafted(FINING, heeded="on")
    assert matter.step == "study"
    case = load(matter, made.now)  # type: ignore[attr-defined]
    assert [(flag.sign.code, flag.word) for flag in lint(case)] == [("W61", "罚款"), ("W63", "外嫁")]
    assert all(flag.sign.basis for flag in lint(case))
    with pytest.raises(Unfilled) as asked:
        made.take(matter, "zhou", "party_org", "agree")  # type: ignore[attr-defined]
    assert list(asked.value.errors) == ["legal_view"]
    made.take(matter, "zhou", "party_org", "agree", legal_view="第二条删去，第三条违法")  # type: ignore[attr-defined]
    assert matter.step == "advice"


def test_a_clean_draft_needs_none_and_a_machine_approves_nothing() -> None:
    made, matter = drafted(CLEAN)
    made.take(matter, "zhou", "party_org", "agree")  # type: ignore[attr-defined]
    assert matter.step == "advice"
