"""With which HTTP status each refusal of the house is answered. A test holds this against every sentence there is."""

from yuanba.kernel.procedures.reasons import REASONS
from yuanba.kernel.procedures.refusal import Refusal

# Who asks may not do this, whatever she writes.
FORBIDDEN = """
    barred-near-relative barred-own-post clock-only correct-not-yours not-a-resident not-of-age not-your-register
    not-your-step not-yours-to-adopt paper-by-clerk supervisor-acts tenure-over
"""
# What stands already, or has moved on, is in the way.
CONFLICT = """
    not-admitted period-open sealed-already village-objected
    act-not-open adoption-backdated adoption-past adoption-stands body-ended body-missing body-stands erase-in-office
    joined-already key-reused
    mandate-missing matter-ended not-adopted not-adopted-here nothing-posted objection-open place-code-taken
    place-county-changed place-county-other place-holds-others place-not-standing post-full power-unbound queries-open
    quorum-missing record-closed too-many-open upheld-before signed-already signed-in-already stale tenure-ended
"""
# What was written will not do.
UNPROCESSABLE = """
    admission-span basis-without-article held-already task-unpaid
    assist-exceeds assist-unled assist-unpaid certificate-barred certificate-off-list falls-under sounds-forbidden
    attendance-impossible blank-item-unnamed blank-missing blank-not-a-choice blank-not-a-file blank-not-date
    blank-not-items blank-not-money blank-not-number blank-personal-bank-account blank-personal-id-number
    blank-personal-phone blank-too-long body-not-here correct-count correct-nothing count-includes-recused
    count-too-many evidence-missing form-unfilled kin-unknown majority-unknown meeting-day meeting-in-the-past
    meeting-too-far
    names-a-resident no-such-arrow no-such-start not-deciding-body not-on-roll notice-below-default notice-too-short
    param-below-above param-below-law param-out-of-bounds param-unknown place-code-kind place-code-malformed
    place-name-empty place-nesting procedure-not-here place-not-alike place-parent-missing place-succession-merge
    place-succession-rename place-succession-split proxy-other-household recorders-not-present recorders-same
    adoption-without-bodies spread-to-itself
"""
MISSING = "certificate-unknown institution-unknown post-unknown private-absent register-unknown"
# About the editions of the lists of powers, by status.
EDITIONS = {
    403: "edition-column-fixed edition-items-fixed edition-list-fixed edition-village-decides",
    404: "edition-list-unknown",
    409: "edition-backdated edition-nothing edition-planned",
    422: "edition-empty edition-item-missing edition-item-twice edition-item-unknown edition-line edition-unlawful",
}

# What the kind of its reason makes of any other refusal.
BY_REASON = {
    "law": 409,
    "list": 422,
    "procedure": 403,
    "record": 409,
    "form": 422,
    "date": 409,
    "default": 422,
    "software": 422,
}

STATUS: dict[str, int] = {
    **{code: BY_REASON[reason.kind] for code, reason in REASONS.items()},
    **{code: number for number, codes in EDITIONS.items() for code in codes.split()},
    **dict.fromkeys(FORBIDDEN.split(), 403),
    **dict.fromkeys(CONFLICT.split(), 409),
    **dict.fromkeys(UNPROCESSABLE.split(), 422),
    **dict.fromkeys(MISSING.split(), 404),
    "file-too-large": 413,
    "file-kind": 415,
}


def status(refusal: Refusal) -> int:
    """The HTTP status of a refusal."""
    return STATUS[refusal.code]
