"""Building the demonstration with the same acts that a county uses, on a past that ends today."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from yuanba import clock
from yuanba.institutions.due import bring_about
from yuanba.kernel.matters.models import Matter
from yuanba.kernel.people.acts import SHANGHAI
from yuanba.kernel.people.models import Person
from yuanba.kernel.places.acts import found_county
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.division_file import Divisions, read
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.catalogue import STAGE
from yuanba.kernel.registers.acts import enter
from yuanba.kernel.registers.adopting import adopt_all
from yuanba.ops import saying, ticking
from yuanba.ops.demo import crowd, elsewhere, further, lightening, lists, marker, neighbours, officials, village
from yuanba.ops.demo.cast import OFFICIALS, TOWN, VILLAGE
from yuanba.ops.demo.errands import Errands
from yuanba.ops.demo.living import Life
from yuanba.ops.demo.marker import Marker
from yuanba.ops.demo.plants import Plants
from yuanba.ops.demo.sealed import Sealed
from yuanba.ops.demo.stories import ROAD, Phoenix
from yuanba.ops.demo.telling import Teller

MANDATED = "M13;A12"
# In force in the whole county from the start: what reaches villages is admitted for all of them, and the list of the
# powers of village organisations is the county's.
OF_THE_COUNTY = ("lightening-tasks", "catalogue-of-powers")


def build(data: Path, *, units: str = "all", matters: int = 0) -> Marker:
    """Build the demonstration in the configured database, or find the same one built; returns its marker.

    `units` is "all" or unit codes with commas: every place is founded, but only these get bodies and people. `matters`
    further matters are strewn over them. BadUse where the directory holds something else.
    """
    wanted = Marker(marker.fingerprint(pack().root), units, matters)
    if marker.reusable(data, wanted):
        found = marker.read(data)
        assert found is not None
        return found
    divisions = read(pack().root / "places" / "divisions.csv")
    chosen = _chosen(divisions, units)
    _clear(data)
    (data / marker.BUILDING).touch()
    call_command("migrate", verbosity=0)
    now = _first_day()
    # Early enough that the whole telling lies after it.
    founded = date((now - timedelta(days=200)).astimezone(SHANGHAI).year, 1, 1)
    with transaction.atomic():
        places = _found(divisions, founded)
        _registers(places[pack().code], founded)
    told = {VILLAGE, *(row[0] for row in neighbours.NEIGHBOURS)}
    if not _has_tale(chosen):
        told = {chosen[0]}
    groups = _seat(places, chosen, told, founded)
    with transaction.atomic():
        if matters:
            # Load is spread over the whole county, so the institutions are too.
            _adopt(places[pack().code], founded, f"{pack().code}/county")
        else:
            _adopt(places[pack().code], founded, f"{pack().code}/county", OF_THE_COUNTY)
        tour = _tell(places, chosen, groups, founded, now)
    # Units whose past is told stay as they are, unless there are no others.
    crowd.strew([places[code] for code in [c for c in chosen if c not in told] or chosen], matters, now)
    bring_about(now=now)
    if VILLAGE in chosen:
        # Last of all: what is told or strewn into a sealed quarter afterwards would make the seal untrue.
        lightening.seal_quarter(Teller(now, "seals"), places[VILLAGE])
    ticking.once(now)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    made = Marker(wanted.fingerprint, units, matters, tour)
    marker.write(data, made)
    return made


def _clear(data: Path) -> None:
    """Remove what a build that broke off has left; nothing else is ever removed."""
    if (data / marker.BUILDING).exists():
        connection.close()
        for path in data.glob("yuanba.sqlite3*"):
            path.unlink()
        for name in ("ledger.key", "clock.json"):
            (data / name).unlink(missing_ok=True)
    elif {"django_migrations"} & set(connection.introspection.table_names()):
        raise saying.BadUse("The database holds data that no demonstration made; name another one.")


def _first_day() -> datetime:
    """Today on the demonstration's clock, which never starts before the day on which the pack's law was looked at."""
    looked_at = datetime.combine(pack().settings["as_of"], time(9), SHANGHAI).astimezone(UTC)
    return clock.wind(looked_at) if clock.now() < looked_at else clock.now()


def _chosen(divisions: Divisions, units: str) -> list[str]:
    known = [unit.code for unit in divisions.units]
    if units == "all":
        return known
    asked = [code.strip() for code in units.split(",") if code.strip()]
    unknown = [code for code in asked if code not in known]
    if unknown:
        raise saying.BadUse(f"The county has no unit {unknown[0]}.")
    return asked


def _has_tale(chosen: Sequence[str]) -> bool:
    """Whether the town whose months are told is in this demonstration."""
    return TOWN in {code[:9] for code in chosen}


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), SHANGHAI).astimezone(UTC)


def _found(divisions: Divisions, since: date) -> dict[str, Place]:
    """The county with all its places, and its ledger; by code."""
    at = _morning(since + timedelta(days=4))
    found_county(code=pack().code, name=pack().name.zh, name_en=pack().name.en, divisions=divisions, at=at, since=since)
    ticking.found_ledger(pack().code, at=at)
    return {place.code: place for place in Place.objects.all()}


def _registers(county: Place, since: date) -> None:
    """Every row that the pack holds for a register, entered one by one as the county does it."""
    at = _morning(since + timedelta(days=5))
    for kind in pack().registers.values():
        for row in kind.rows:
            if row.get("list") in lists.OF_THE_COUNTY:
                continue  # in force: its rows come with the edition
            enter(
                register=kind.code,
                code=row["code"],
                name=row["name"],
                name_en=row["name_en"],
                place=county,
                data={
                    key: value for key, value in row.items() if value and key not in ("code", "name", "name_en", STAGE)
                },
                stage=row.get(STAGE) or "in-force",
                since=since,
                at=at,
                body=f"{county.code}/county",
            )
    lists.put(lists.OF_THE_COUNTY, county, since=at.astimezone(SHANGHAI).date(), at=at, body="county_guidance")


def _seat(places: dict[str, Place], chosen: Sequence[str], told: set[str], since: date) -> list[Place]:
    """Bodies and people of the county, the townships concerned and the chosen units with the places inside them.

    The village and its groups have their own people later. Returns the village's groups.
    """
    at = _morning(since + timedelta(days=6))
    inner = further.found_inner(chosen, since=since, at=at)
    towns = sorted({code[:9] for code in chosen})
    units = [places[code] for code in chosen if code != VILLAGE]
    others = [one for one in inner if one.code[:12] != VILLAGE]
    officials.seat(
        [places[pack().code], *(places[code] for code in towns), *units, *others], whole=told, since=since, at=at
    )
    return [one for one in inner if one.code[:12] == VILLAGE]


def _adopt(place: Place, founded: date, body: str, institutions: Sequence[str] = ()) -> None:
    """These institutions, or all of the pack, in force in a place, as one act."""
    adopt_all(
        institutions=list(institutions or pack().institutions),
        place=place,
        since=founded + timedelta(days=10),
        params={},
        at=_morning(founded + timedelta(days=8)),
        body=body,
    )


def _tell(
    places: dict[str, Place], chosen: Sequence[str], groups: Sequence[Place], founded: date, now: datetime
) -> dict[str, str]:
    """The institutions piloted in one town, the village, and the months before today; returns the tour's matter."""
    town = places[TOWN if _has_tale(chosen) else chosen[0][:9]]
    _adopt(town, founded, f"{town.code}/township_office")
    since = founded + timedelta(days=10)
    lists.put(lists.OF_THE_TOWN, town, since=since, at=_morning(founded + timedelta(days=8)), body="township_office")
    if not _has_tale(chosen):
        unit = places[chosen[0]]
        elsewhere.open_accounts([unit, town, places[pack().code]], unit)
        return {}
    teller = Teller(now - timedelta(days=151))
    neighbours.begin(teller, {code: places[code] for code in chosen}, now)
    if VILLAGE in chosen:
        unit = places[VILLAGE]
        people = village.settle(unit, groups, since=founded, at=_morning(founded + timedelta(days=7)))
        officers = {
            one.key: Person.objects.get(unit=code, name=one.name) for code, ones in OFFICIALS.items() for one in ones
        }
        village.open_accounts({**people.people, **officers})
        day = founded + timedelta(days=20)
        village.give_mandate(unit, MANDATED, resolved_on=founded - timedelta(days=20), at=_morning(day))
        phoenix = Phoenix(teller, people)
        phoenix.begin(now)
        planted = Plants(phoenix)
        lightening.Lightening(teller, places[pack().code], unit, TOWN).begin(now)
        teller.begin(planted.honour(), now - timedelta(days=40))
        Errands(phoenix).begin(now)
        Sealed(phoenix).begin(now)
    Life(teller, [pack().code, TOWN, *chosen]).begin(now)
    teller.tell(now)
    if VILLAGE in chosen:
        planted.declare(now)
    road = Matter.objects.filter(unit__code=VILLAGE, title=ROAD).values_list("number", flat=True).first()
    return {"unit": VILLAGE, "matter": road} if road else {}


def data_dir() -> Path:
    return Path(settings.YUANBA_DATA)
