"""Every refusal has a reason that can be named: an article that is in the pack and verified, or a stated kind."""

from datetime import date

import pytest

from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.reasons import KINDS, REASONS, sentence
from yuanba.kernel.procedures.sentences import SENTENCES


def test_every_sentence_has_a_reason_and_no_reason_is_without_a_sentence() -> None:
    assert set(REASONS) == set(SENTENCES)


def test_every_kind_of_reason_is_known_and_used() -> None:
    assert {reason.kind for reason in REASONS.values()} == set(KINDS)


def test_a_reason_of_law_cites_articles_and_no_other_kind_does() -> None:
    assert {code for code, reason in REASONS.items() if reason.law} == {
        code for code, reason in REASONS.items() if reason.kind == "law"
    }


@pytest.mark.parametrize("code", [code for code, reason in REASONS.items() if reason.kind == "law"])
def test_the_articles_are_in_the_pack_in_force_and_verified(code: str) -> None:
    for citation in REASONS[code].law:
        article = pack().law.article(citation)
        assert article is not None, citation
        assert article.cert in ("A", "B"), f"{citation} is not verified"
        statute = pack().law.statutes[citation.statute]
        assert statute.in_force(date(2026, 11, 1))
        assert not statute.ours


def test_a_sentence_can_be_said_without_its_facts_in_both_languages() -> None:
    for code in SENTENCES:
        said = sentence(code)
        assert "{" not in said.zh + said.en
    assert sentence("post-full").zh == "“…”只有 … 个名额，已经满了。"
