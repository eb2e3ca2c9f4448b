"""What an adoption changes, as commands say it: one JSON document, or a line for each institution and each lack."""

from datetime import date
from typing import TYPE_CHECKING, Any

from yuanba.ops import saying

if TYPE_CHECKING:
    from yuanba.kernel.places.models import Place
    from yuanba.kernel.registers.adopting import Change, Preview


def _answer(change: "Change") -> dict[str, Any]:
    before, after = change.before, change.after
    return {
        "institution": after.institution,
        "place": after.place,
        "since": after.since,
        "versions": dict(after.versions),
        "params": dict(after.params),
        "before": {"place": before.place, "versions": dict(before.versions), "params": dict(before.params)}
        if before
        else None,
        "own_below": change.below,
    }


def _values(old: dict[str, int], new: dict[str, int]) -> str:
    """`posting_days=15→20, notice_days=10`: what changes with an arrow, what stays without."""
    return ", ".join(
        f"{key}={value}" if old.get(key, value) == value else f"{key}={old[key]}→{value}" for key, value in new.items()
    )


def show(preview: "Preview", place: "Place", since: date, *, dry: bool, as_json: bool) -> None:
    """Say what has been done, or with `dry` what would be; what is lacking is a warning on stderr."""
    missing = [{"body": one.body, "lacking": one.lacking, "of": one.whole} for one in preview.missing]
    answers = [_answer(change) for change in preview.changes]
    if as_json:
        # One institution is answered as it always was; several are a list.
        one = {**answers[0], "missing": missing, "dry_run": dry}
        saying.document(one if len(answers) == 1 else {"adoptions": answers, "missing": missing, "dry_run": dry})
        return
    verb = "would be" if dry else "is"
    for answer in answers:
        before = answer["before"] or {"versions": {}, "params": {}}
        versions = _values(before["versions"], answer["versions"])
        params = _values(before["params"], answer["params"])
        kept = f"; {answer['own_below']} places under it keep their own" if answer["own_below"] else ""
        words = f"{answer['institution']} {verb} in force in {place.code} {place.name} from {since}"
        print(f"{words} ({'; '.join(part for part in (versions, params) if part)}{kept}).")
    for lack in missing:
        saying.complain(f"Warning: {lack['body']} is not set up in {lack['lacking']} of {lack['of']} places.")
