"""Copies of the pack in which a manner of election stands on no law."""

from tests.kernel.procedures.packs import swap

RCOL, HOUSEHOLDS = "law/rcol-2026.toml", "[election.households]"
ELECTIONS = [
    ("a manner by rules not read", "unverified-as-law", swap(RCOL, 'cert = "A"', 'cert = "C"', after=HOUSEHOLDS)),
    (
        "a manner by an article that is not there",
        "article-unknown",
        swap(RCOL, 'basis = "rcol-2026:19"', 'basis = "rcol-2026:99"', after=HOUSEHOLDS),
    ),
    ("a manner that nothing elects by", "key-unknown", swap(RCOL, "elect = {", "elects = {", after=HOUSEHOLDS)),
    ("a turnout above the whole", "malformed", swap(RCOL, "num = 1, den = 2", "num = 3, den = 2", after=HOUSEHOLDS)),
]
