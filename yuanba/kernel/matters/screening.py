"""Nothing typed for the public may name a resident who holds no public office (PIPL 25; our list 5, N7)."""

from collections.abc import Iterable
from datetime import date

from yuanba.kernel.people.models import Person, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.refusal import Refusal

_LENGTHS = (2, 3, 4)


def _grams(text: str) -> set[str]:
    runs = "".join(c if "\u4e00" <= c <= "\u9fff" or c == "·" else " " for c in text).split()
    return {run[i : i + n] for run in runs for n in _LENGTHS for i in range(len(run) - n + 1)}


def screen(texts: Iterable[str], *, unit: str, on: date) -> None:
    """Refuse public words that contain the name of a resident of the unit. Refusal `names-a-resident`. Two queries."""
    grams = _grams("\n".join(texts))
    if not grams:
        return
    named = list(Person.objects.filter(valid_on(on), unit=unit, name__in=grams).values_list("pk", "name"))
    if not named:
        return
    public = [(code, post.code) for code, kind in pack().bodies.items() for post in kind.posts.values() if post.public]
    holding = Tenure.objects.filter(valid_on(on), person_id__in=[pk for pk, _ in named]).values_list(
        "person_id", "body__kind", "post"
    )
    in_office = {person for person, body, post in holding if (body, post) in public}
    if any(pk not in in_office for pk, _ in named):
        raise Refusal("names-a-resident")
