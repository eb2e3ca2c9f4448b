"""Refusals: why the house says no, in a sentence fit for a villager, with the article where the law is the reason."""

from typing import Any

from yuanba.kernel.procedures.sentences import SENTENCES


class Refusal(Exception):
    """An act that may not be done.

    `code` names the sentence in `sentences.SENTENCES`; `facts` fill its blanks; `law` is a citation such as
    "vcol-2026:26" or None where no statute is the reason.
    """

    def __init__(self, code: str, *, law: str | None = None, **facts: Any) -> None:
        self.code = code
        self.law = law
        self.facts = facts
        self.door: object | None = None  # what was tried, where the refusal itself goes on record
        super().__init__(self.sentence("en"))

    def sentence(self, language: str) -> str:
        """The sentence in "zh-hans" or "en"; any other language falls back to Chinese, the source language."""
        zh, en = SENTENCES[self.code]
        return (en if language.startswith("en") else zh).format(**self.facts)
