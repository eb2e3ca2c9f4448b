"""Every refusal of the house has its status, and none is listed that the house does not know."""

from yuanba.api.refusals import STATUS
from yuanba.api.words import TITLES
from yuanba.kernel.procedures.sentences import SENTENCES


def test_every_sentence_has_one_status_and_a_title() -> None:
    assert set(STATUS) == set(SENTENCES)
    assert set(STATUS.values()) <= set(TITLES)


def test_what_is_forbidden_is_not_called_a_conflict() -> None:
    assert {STATUS[code] for code in ("not-your-step", "supervisor-acts", "not-a-resident")} == {403}
    assert {STATUS[code] for code in ("stale", "key-reused", "matter-ended", "objection-open")} == {409}
    assert {STATUS[code] for code in ("form-unfilled", "names-a-resident")} == {422}
