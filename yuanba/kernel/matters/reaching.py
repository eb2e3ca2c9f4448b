"""A filing that reaches many places is judged by the negative list of each: nearer lists speak for their own places."""

from collections.abc import Iterable, Mapping
from typing import Any

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.prohibitions import Prohibition, below
from yuanba.kernel.places.codes import ancestors
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.blanks import LONGEST
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.definitions import Field, Text

# The blank in which a filing of the county says which places it is about, and the one that takes some out of it.
WHERE = "where"
SPARE = Field(
    "spare",
    Text("负面清单已经生效、不许办的地方除外", "Leave out the places whose negative list is in force and forbids it"),
    "yes",
    required=False,
    public=False,
)
# The codes of the places left out: nobody types them, they follow from the two blanks above.
WITHOUT = "without"


def forbidding(case: Case, told: set[str], data: Mapping[str, Any]) -> tuple[Prohibition | None, tuple[str, ...]]:
    """Under which item of lists in force inside the places of a filing its answers fall, and where; one query."""
    found = below(case, str(data[WHERE])) if told and data.get(WHERE) else {}
    hits = [(place, one) for place, items in found.items() for one in items.values() if told & one.answers]
    places = tuple(dict.fromkeys(place for place, _ in hits))
    # What lies in a place that is named needs no naming.
    return (hits[0][1] if hits else None), tuple(one for one in places if not set(ancestors(one)) & set(places))


def spared(data: Mapping[str, Any], there: Iterable[str]) -> bool:
    """Whether whoever files says that these places are left out, and they are not more than a register can name."""
    return bool(data.get(SPARE.code)) and len(";".join(there)) <= LONGEST["long"]


def names(codes: Iterable[str]) -> list[Text]:
    """What places are called, in the order of their codes; one query."""
    rows = Place.objects.filter(code__in=list(codes)).order_by("code").values_list("name", "name_en")
    return [Text(name, name_en or name) for name, name_en in rows]


def left_out(data: Mapping[str, Any]) -> tuple[Field, ...]:
    """The places left out, as a blank that a reader understands."""
    there = str(data.get(WITHOUT, ""))
    if not there:
        return ()
    called = names(parts(there))
    said = Text("、".join(one.zh for one in called), ", ".join(one.en for one in called))
    return (Field(WITHOUT, Text("不包括", "Leaving out"), "choice", choices={there: said}),)
