"""Copies of the pack in which time alone leads a matter round and round."""

from tests.kernel.procedures.packs import small_step, trial

DUE = "due = 5"

CLOCKS = [
    (
        "two steps whose deadlines lead to each other",
        "loop-of-neglect",
        trial(
            small_step("a", "review", "committee", 'agree = "z", lapse = "b"', DUE)
            + small_step("b", "review", "party_org", 'agree = "z", lapse = "a"', DUE)
        ),
    ),
]
