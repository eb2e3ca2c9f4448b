"""The county above the village of the cast: its gate, its departments, its guiding department, and a filing."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.cast import FOUNDED, Village, village
from yuanba.kernel.matters.acts import take, tick
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.acts import constitute
from yuanba.kernel.places.models import Place
from yuanba.kernel.registers.acts import adopt

BODIES = ["county_department", "county_gate", "county_guidance"]
INSTITUTIONS = (
    "lightening-tasks",
    "signboards-ledgers-certificates",
    "concentrated-inspection",
    "assist-matters",
)


def burdened() -> tuple[Village, Place]:
    """The village and its county, where tasks are lightened."""
    place = village()
    root = Place.objects.get(code="510722")
    place.bodies |= constitute(place=root, bodies=BODIES, seats=[], since=FOUNDED, at=place.now)
    for institution in INSTITUTIONS:
        adopt(institution=institution, place=root, since=FOUNDED, params={}, at=place.now, body="510722/county")
    return place, root


def department(place: Village) -> Actor:
    return place.officer("局长", "county_department", "head")


def gate(place: Village) -> Actor:
    return place.officer("准入办主任", "county_gate", "head")


def guidance(place: Village) -> Actor:
    return place.officer("指导科长", "county_guidance", "head")


def asked(place: Village, **changes: Any) -> dict[str, Any]:
    """What a department writes when it files a task."""
    return {
        "task": "组织森林防火巡山，发现火情马上报告。",
        "asks": "task",
        "asker": "forestry",
        "basis": "forest-fire-2009:16",
        "money": "3000",
        "hours": 60,
        "from_on": place.today.isoformat(),
        "until_on": (place.today + timedelta(days=300)).isoformat(),
        "where": "510722101",
        **changes,
    }


def file(place: Village, root: Place, title: str = "森林防火巡山", **changes: Any) -> Matter:
    """A department files."""
    return open_matter(
        procedure="task-admission", start="file", unit=root, by=department(place), title=title,
        data=asked(place, **changes), at=place.now, key=uuid4(),
    ).matter  # fmt: skip


def act(place: Village, matter: Matter, by: Actor, what: str, **data: Any) -> Taking:
    """One act by somebody from above."""
    taking = take(matter=matter.pk, by=by, act=what, data=data, at=place.now, key=uuid4())
    matter.refresh_from_db()
    return taking


def posted(place: Village, root: Place, **changes: Any) -> Matter:
    """The gate agrees, and the filing hangs on the county's admission board."""
    matter = file(place, root, **changes)
    act(place, matter, gate(place), "agree", opinion="有依据、有经费。")
    act(place, matter, gate(place), "post")
    return matter


def run_out(place: Village, matter: Matter, days: int = 17) -> None:
    """Time goes by."""
    place.wait(days=days)
    tick(now=place.now)
    matter.refresh_from_db()


def admitted(place: Village, root: Place, **changes: Any) -> Matter:
    """Filed, posted without an objection, entered in the register."""
    matter = posted(place, root, **changes)
    run_out(place, matter)
    act(place, matter, gate(place), "done", verdict="admit")
    return matter
