"""`yuanba why`: an answer whether yes or no, and bad use in one sentence."""

from pathlib import Path

from tests.ops.running import VILLAGE, answer, sentence, yuanba

KEYS = {
    "account", "object", "act", "name", "allowed", "verdict", "reason", "links", "may", "by_itself", "rings_at",
    "turn_to", "url",
}  # fmt: skip


def test_the_answer_is_a_document_whether_yes_or_no(demo: Path) -> None:
    no = answer("why", "li", "four-two-one.propose", VILLAGE, "--json", data=demo)
    assert set(no) == KEYS
    assert (no["allowed"], no["reason"]["code"], no["reason"]["kind"]) == (False, "not-your-step", "procedure")
    assert [one["kind"] for one in no["links"] if one["ok"] is False] == ["post"]
    assert no["links"][0]["law"][0]["certainty"] == "A"
    assert no["links"][0]["unverified"]["en"].startswith("Article 19")
    yes = answer("why", "zhou", "four-two-one.propose", VILLAGE, "--json", data=demo)
    assert (yes["allowed"], yes["reason"]) == (True, None)
    anybody = answer("why", "-", "four-two-one.wish", VILLAGE, "--json", data=demo)
    assert (anybody["allowed"], anybody["may"]) == (None, {"residents": True, "posts": []})


def test_the_answer_in_words_is_a_chain(demo: Path) -> None:
    said = yuanba("why", "li", "keep", f"{VILLAGE}/registers/halls", data=demo, LANG="zh_CN.UTF-8")
    assert said.returncode == 0, said.stderr
    assert "可以办。" in said.stdout
    assert said.stdout.count(" ✓ ") == 5


def test_what_is_not_there_is_bad_use_in_one_sentence(demo: Path) -> None:
    for words in (
        ("nobody", "keep", f"{VILLAGE}/registers/mandates"),
        ("li", "fly", VILLAGE),
        ("li", "agree", f"{VILLAGE}-2026-999999"),
    ):
        assert sentence(yuanba("why", *words, data=demo), 2).endswith(".")
