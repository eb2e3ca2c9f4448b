"""Packs whose ledgers are derived from nothing, or typed by hand for no reason."""

from tests.kernel.procedures.packs import Breaking, swap

LEDGERS: list[tuple[str, str, Breaking]] = [
    (
        "a ledger of a procedure there is not",
        "ledger-source-unknown",
        swap("registers/ledger-forms.csv", "matters:wish,committee", "matters:wishes,committee"),
    ),
    (
        "a column of a blank there is not",
        "ledger-source-unknown",
        swap("registers/ledger-columns.csv", "typed:budget", "typed:colour"),
    ),
    (
        "a column of a word there is not",
        "ledger-source-unknown",
        swap("registers/ledger-columns.csv", "L05,venue,", "L05,weather,"),
    ),
    (
        "a column of no ledger",
        "ledger-form-unknown",
        swap("registers/ledger-columns.csv", "Where it lies,L19", "Where it lies,L99"),
    ),
    (
        "a column typed by hand for no reason",
        "ledger-column-baseless",
        swap("registers/ledger-columns.csv", "Asset,L19,,rceo-2025:36", "Asset,L19,,"),
    ),
    (
        "a ledger for a body there is not",
        "ledger-reader-unknown",
        swap(
            "registers/ledger-forms.csv", "ceremony_council;committee", "ceremony_council;council_of_elders;committee"
        ),
    ),
    (
        "a ledger that is nobody's work",
        "ledger-unread",
        swap("registers/ledger-forms.csv", "ceremony_council;committee;supervision_committee", ""),
    ),
    (
        "a ledger about money that the supervisors do not see",
        "ledger-money-unseen",
        swap(
            "registers/ledger-forms.csv", "finance_review_group;collective;committee;supervision_committee", "committee"
        ),
    ),
    (
        "a ledger of postings about money that the supervisors do not see",
        "ledger-money-unseen",
        swap("registers/ledger-forms.csv", "finance_review_group;supervisory_board;supervision_committee", "committee"),
    ),
]
