"""The village with the bodies, powers and institutions that a story about posts needs, and its printed pages."""

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

from django.test import Client
from pypdf import PdfReader

from tests.cast import FOUNDED, SHEET, Village, person, power, village
from yuanba.kernel.matters.acts import tick
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.matters.opening import open_matter
from yuanba.kernel.people.acts import Seat, constitute
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.people.rolls import adults
from yuanba.kernel.places.county import pack
from yuanba.kernel.registers.acts import adopt, enter

ELECTION = [("chair", "陈伯"), ("member", "阿秀"), ("member", "杨理事"), ("member", "何理事"), ("member", "许理事")]


def furnished(
    *institutions: str, bodies: Sequence[str] = (), seats: Sequence[tuple[str, str, str]] = (), powers: str = ""
) -> Village:
    """The village with further bodies (and who sits in them, by name), powers and institutions."""
    place = village()
    town = place.unit.parent
    assert town is not None
    assert town.parent is not None
    named = {one.name: one for one in adults(place.unit.code, place.today)}
    made = constitute(
        place=place.unit,
        bodies=[*bodies, *dict.fromkeys(kind for kind, _, _ in seats)],
        seats=[Seat(kind, post, named[name]) for kind, post, name in seats],
        since=FOUNDED,
        at=place.now,
    )
    place.bodies |= made
    for code in powers.split():
        power(town.parent, code, place.now)
    for institution in institutions:
        adopt(
            institution=institution,
            place=place.unit,
            since=FOUNDED,
            params={},
            at=place.now,
            body=f"{place.unit.code}/committee",
        )
    if powers:
        enter(
            register="mandates",
            code="mandate-2026",
            name="村民会议授权",
            name_en="Mandate",
            place=place.unit,
            data={
                "body": "villager_rep_assembly",
                "granted_by": "villager_assembly",
                "powers": ";".join(powers.split()),
                "resolved_on": "2026-01-10",
            },
            since=place.today,
            at=place.now,
            body=f"{place.unit.code}/committee",
        )
    return place


def begin(place: Village, procedure: str, start: str, key: str, post_in: str | None, **data: object) -> Matter:
    """A matter begun by one of the cast, in her post or as a resident."""
    title = str(data.pop("title", pack().procedure(procedure).name.zh))
    taking = open_matter(
        procedure=procedure,
        start=start,
        unit=place.unit,
        by=place.actor(key, post_in),
        title=title,
        data=data,
        at=place.now,
        key=uuid4(),
    )
    return taking.matter


def newcomer(place: Village, key: str, name: str, *, woman: bool = True) -> None:
    """Somebody of the village who is named for the first time."""
    place.people[key] = person(place.unit, name, 60 + len(place.people), woman)


def resolve(
    place: Village,
    matter: Matter,
    *,
    body: str = "villager_rep_assembly",
    votes_for: int = 10,
    against: int = 1,
    abstain: int = 0,
) -> Taking:
    """The assembly is called, comes, and is counted."""
    day = place.today + timedelta(days=10)
    where = {"meets_on": day.isoformat(), "meets_time": "19:30", "venue": "文化院坝", "motion": "同意吗"}
    place.take(matter, "wu", "committee", "convene", body=body, **where)
    place.wait(days=10, hours=12)
    members = Tenure.objects.filter(body__kind__in=("villager_rep_assembly", "committee"), until__gt=place.today)
    everyone = adults(place.unit.code, place.today).values_list("pk", flat=True)
    few = members.values_list("person_id", flat=True)
    place.take(
        matter, "wu", "committee", "sign-in", present=sorted(set(few if body == "villager_rep_assembly" else everyone))
    )
    counted = {"votes_for": votes_for, "against": against, "abstain": abstain}
    recorders = {"recorder_1": place.people["chen"].pk, "recorder_2": place.people["xiu"].pk}
    return place.take(matter, "wu", "committee", "count", **counted, **recorders, sheet=SHEET)


def hang(place: Village, matter: Matter, key: str, body: str) -> None:
    """What is to be posted is posted, and hangs for as long as the law asks."""
    place.take(matter, key, body, "post")
    place.wait(days=20)
    tick(now=place.now)
    matter.refresh_from_db()


def printed(client: Client, taking: Taking) -> str:
    """The words of the printed page of an act."""
    answer = client.get(f"/m/{taking.matter.number}/t/{taking.seq}.pdf")
    assert answer.status_code == 200, answer.status_code
    return "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).replace("\n", "")
