"""Nothing typed for the public may name a resident who holds no public office (PIPL 25; our list 5, N7)."""

import re
from collections.abc import Iterable
from datetime import date

from yuanba.kernel.people.models import Person, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.folding import simplified
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.prepared import Prepared, given

_LENGTHS = (2, 3, 4)
_LONGEST = 15  # of a name with a dot in it, such as those of other peoples
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # rare signs of names included
_RUN = re.compile(f"[{_HAN}·]+")
# A name of two signs is often set with a space, so that it stands as wide as one of three.
_SPACED = re.compile(f"(?<=[{_HAN}])[ \\t\u3000]+(?=[{_HAN}])")
_DOTS = str.maketrans(dict.fromkeys("•‧・．∙", "·"))
_MOST = 30_000  # parameters that every database takes in one query


def _grams(text: str) -> set[str]:
    grams = set()
    for run in _RUN.findall(_SPACED.sub("", text.translate(_DOTS))):
        grams |= {run[i : i + n] for n in _LENGTHS for i in range(len(run) - n + 1)}
        for dot in (sign.start() for sign in re.finditer("(?<=[^·])·(?=[^·])", run)):
            ends = range(dot + 2, min(len(run), dot + _LONGEST) + 1)
            grams |= {run[i:end] for i in range(max(0, dot - _LONGEST), dot) for end in ends if end - i <= _LONGEST}
    return grams


_FEW = 128  # possible names of an ordinary sentence or two
_named = Prepared(
    lambda: Person.objects.filter(
        valid_on(given("day")), unit=given("unit"), name__in=[given(f"name_{i}") for i in range(_FEW)]
    ).values_list("pk")
)


def _residents(names: list[str], unit: str, on: date) -> list[int]:
    """Residents of a unit who have one of these names; one query, none for none."""
    if 0 < len(names) <= _FEW:
        # Filled up with the last one, so that short words of any length share one prepared query.
        filled = {f"name_{i}": names[min(i, len(names) - 1)] for i in range(_FEW)}
        return [row.pk for row in _named(day=on, unit=unit, **filled)]
    people = Person.objects.filter(valid_on(on), unit=unit)
    chunks = (names[start : start + _MOST] for start in range(0, len(names), _MOST))
    return [pk for chunk in chunks for pk in people.filter(name__in=chunk).values_list("pk", flat=True)]


def screen(texts: Iterable[str], *, unit: str, on: date) -> None:
    """Refuse public words that contain the name of a resident of the unit. Refusal `names-a-resident`. Two queries."""
    words = "\n".join(texts)
    named = _residents(sorted(_grams(words) | _grams(simplified(words))), unit, on)
    if not named:
        return
    public = [(code, post.code) for code, kind in pack().bodies.items() for post in kind.posts.values() if post.public]
    holding = Tenure.objects.filter(valid_on(on), person_id__in=named).values_list("person_id", "body__kind", "post")
    in_office = {person for person, body, post in holding if (body, post) in public}
    if not in_office.issuperset(named):
        raise Refusal("names-a-resident")
