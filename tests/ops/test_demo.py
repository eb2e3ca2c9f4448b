"""The demonstration: built by one command, found again in seconds, never written over anything else."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.ops.running import COMMUNITY, UNITS, VILLAGE, ahead, answer, sentence, yuanba
from yuanba.ops.demo import marker
from yuanba.ops.saying import BadUse

pytestmark = pytest.mark.slow

# Asked of the demonstration's own database, in a process with its settings.
PEOPLE = f"""
import json
from django.db.models import Count, Q
from yuanba.kernel.people.models import *
from yuanba.kernel.people.rolls import adults, due
from yuanba.kernel.people.acts import local_day
from yuanba import clock
on = local_day(clock.now())
village = Tenure.objects.filter(body__place__code="{VILLAGE}")
representatives = village.filter(body__kind="villager_rep_assembly", until__gt=on)
both = village.filter(body__kind="supervision_committee", person__tenures__body__kind="committee")
print(json.dumps({{
    "adults": adults("{VILLAGE}", on).count(),
    "households": Household.objects.filter(place__code__startswith="{VILLAGE}").count(),
    "representatives": representatives.count(),
    "women": representatives.filter(person__woman=True).count(),
    "members": due("collective_member_assembly", "{VILLAGE}", on)["members"],
    "party": village.filter(body__kind="party_member_meeting").count(),
    "barred": both.count(),
    "supervisors": sorted(Tenure.objects.filter(body__kind="supervision_committee").values_list("body__place__code")
        .annotate(n=Count("pk")).values_list("n", flat=True)),
    "accounts": sorted(Account.objects.values_list("username", flat=True)),
    "names": list(Person.objects.exclude(account__isnull=False).values_list("name", flat=True)),
    "kin": Kinship.objects.count(),
}}))
"""


def matters(data: Path) -> dict[str, dict[str, str | None]]:
    """Step and end of each matter of the village, by title."""
    code = (
        "import json; from yuanba.kernel.matters.models import Matter; "
        f"rows = Matter.objects.filter(unit__code='{VILLAGE}').values('title', 'role', 'step', 'end', 'number'); "
        "print(json.dumps({row['title']: row for row in rows}))"
    )
    return dict(json.loads(yuanba("shell", "--no-imports", "-c", code, data=data).stdout))


def test_the_village_has_its_people_and_no_bar_is_broken(demo: Path) -> None:
    people = json.loads(yuanba("shell", "--no-imports", "-c", PEOPLE, data=demo).stdout)
    assert 265 <= people["adults"] <= 300
    assert (people["households"], people["representatives"], people["members"]) == (100, 32, 240)
    assert people["women"] * 3 >= people["representatives"]
    assert people["party"] == 20
    assert people["barred"] == 0
    assert all(3 <= number <= 5 for number in people["supervisors"])
    assert {"zhou", "wu", "li", "wang", "chen", "xiu", "ma", "tian", "duan"} <= set(people["accounts"])
    assert {"deng", "hao", "gu", "ning"} <= set(people["accounts"]), "the town's and the county's desks can be visited"
    assert "liu" not in people["accounts"], "somebody without a phone is served on paper"
    assert people["kin"] == 5, "two declared from the start, three that make the planted conflicts"
    unmarked = [
        name for name in people["names"] if not re.fullmatch("[\u4e00-\u9fff][例样拟设演][\u4e00-\u9fff]", name)
    ]
    assert unmarked == ["刘婆婆"]


def test_matters_stand_at_every_sort_of_step_and_the_road_is_fresh(demo: Path) -> None:
    found = matters(demo)
    ends = {row["end"] for row in found.values()}
    steps = {row["step"] for row in found.values() if row["role"] == "main"}
    assert {"archived", "rejected", "dismissed", "answered"} <= ends
    assert {"propose", "publish-decision", "resolve", "petition"} <= steps
    road = found["硬化1.2公里村道"]
    assert road["step"] == "propose"
    held = marker.read(demo)
    assert held is not None
    assert held.tour == {"unit": VILLAGE, "matter": road["number"]}
    record = answer("matter", "show", str(found["村道安装40盏太阳能路灯"]["number"]), "--json", data=demo)
    assert [one["step"] for one in record["takings"]][-1] == "archive"
    assert {child["role"] for child in record["children"]} == {"objection", "query"}
    times = [one["at"] for one in record["takings"]]
    assert times == sorted(times)


def test_the_public_record_names_no_resident(demo: Path) -> None:
    names = json.loads(yuanba("shell", "--no-imports", "-c", PEOPLE, data=demo).stdout)["names"]
    found = matters(demo)
    for title in ("村道安装40盏太阳能路灯", "在岔路口修一个候车亭", "对“清淤并加固村口排水沟”公示的异议：有利害关系"):
        text = yuanba("matter", "show", str(found[title]["number"]), "--json", data=demo).stdout
        assert title in text
        assert not [name for name in names if name in text]


def test_its_ledger_verifies_and_every_supervision_committee_is_there(demo: Path) -> None:
    report = answer("verify", "--json", data=demo)
    assert report["sound"]
    assert report["units"][VILLAGE] > 30
    assert COMMUNITY in report["units"]
    covered = answer("coverage", "supervision_committee", "--json", data=demo, code=1)
    assert (covered["whole"], covered["covered"]) == (462, 2), "only two units were asked for"
    assert [sum(one[key] for one in covered["units"]) for key in ("held", "vacant")] == [
        covered["seats"]["held"],
        covered["seats"]["vacant"],
    ]
    assert (len(covered["units"]), covered["seats"]["vacant"]) == (462, 3 * 460)


def test_the_three_conflicts_of_interest_that_are_planted_are_found_and_no_other(demo: Path) -> None:
    found = answer("conflicts", "--json", data=demo, code=1)["conflicts"]
    assert [(one["kind"], one["post"], one["kinship"], one["law"]) for one in found] == [
        ("posts", "supervision_committee.member", "sibling", "vcol-2026:37"),
        ("acted", "committee.director", "sibling", "vcol-2026:8"),
        ("acted", "moral_council.chair", "parent", "vcol-2026:8"),
    ]
    assert {one["place"] for one in found} == {VILLAGE}
    assert answer("conflicts", "--in", COMMUNITY, "--json", data=demo)["conflicts"] == []


def test_the_second_start_finds_it_and_another_build_is_refused(own_demo: Path) -> None:
    before = (own_demo / "yuanba.sqlite3").read_bytes()
    again = yuanba("demo", "--no-serve", "--data", own_demo, "--units", UNITS)
    assert again.returncode == 0
    assert "is ready" in again.stdout
    other = yuanba("demo", "--no-serve", "--data", own_demo, "--units", VILLAGE)
    assert f"--units {UNITS}" in sentence(other, 2)
    assert (own_demo / "yuanba.sqlite3").read_bytes() == before


def test_an_unknown_unit_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    done = yuanba("demo", "--no-serve", "--data", tmp_path / "data", "--units", "510722999999")
    assert "510722999999" in sentence(done, 2)
    assert not (tmp_path / "data" / "yuanba.sqlite3").exists()


def test_data_that_no_demonstration_made_is_never_touched(own_demo: Path) -> None:
    (own_demo / marker.FILE).unlink()
    before = (own_demo / "yuanba.sqlite3").read_bytes()
    assert "no demonstration made" in sentence(yuanba("demo", "--no-serve", "--data", own_demo), 2)
    assert (own_demo / "yuanba.sqlite3").read_bytes() == before


def test_a_build_that_broke_off_is_built_anew(own_demo: Path) -> None:
    (own_demo / marker.FILE).unlink()
    (own_demo / marker.BUILDING).touch()
    (own_demo / "yuanba.sqlite3").write_bytes((own_demo / "yuanba.sqlite3").read_bytes()[:100_000])
    done = yuanba("demo", "--no-serve", "--data", own_demo, "--units", UNITS)
    assert done.returncode == 0, done.stderr
    assert not (own_demo / marker.BUILDING).exists()
    assert answer("verify", "--json", data=own_demo)["sound"]


def test_another_pack_makes_another_fingerprint(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "county.toml").write_text("code = 1")
    one = marker.fingerprint(pack)
    marker.write(tmp_path, marker.Marker(one, "all", 0))
    (tmp_path / "yuanba.sqlite3").touch()
    assert marker.reusable(tmp_path, marker.Marker(one, "all", 0))
    (pack / "county.toml").write_text("code = 2")
    with pytest.raises(BadUse, match="another pack or version"):
        marker.reusable(tmp_path, marker.Marker(marker.fingerprint(pack), "all", 0))


def test_the_clock_winds_forward_and_what_is_due_happens(own_demo: Path) -> None:
    assert "only goes forward" in sentence(yuanba("tick", "--now", "2026-01-01T00:00", data=own_demo), 2)
    ditch = matters(own_demo)["清淤并加固村口排水沟"]
    assert ditch["step"] == "publish-decision"
    done = answer("tick", "--now", "2099-01-01T09:00", "--json", data=own_demo)
    assert "2099-01-01T01:00:00+00:00" <= done["now"] < "2099-01-01T01:01:00+00:00"
    assert done["acts"] > 0
    assert done["sequenced"] >= done["acts"]
    assert matters(own_demo)["硬化1.2公里村道"]["step"] == "petition", "the Party organisation was silent"
    assert answer("verify", "--json", data=own_demo)["sound"]


def test_institutions_are_adopted_and_suspended_by_command(own_demo: Path) -> None:
    town = VILLAGE[:9]

    def in_force() -> list[str]:
        rows = answer("institutions", "--json", data=own_demo)["institutions"]
        return list(next(row for row in rows if row["code"] == "four-two-one")["adopted_in"])

    assert in_force() == [town]
    today, later = ahead(own_demo), ahead(own_demo, 90)
    words = ["adopt", "four-two-one", "--in", "510722", "--since", today]
    over = ["adopt", "four-two-one", "--in", VILLAGE, "--since", "2026-02-01", "--dry-run"]
    assert "today or later" in sentence(yuanba(*over, data=own_demo), 1)
    low = sentence(yuanba(*words, "--set", "posting_days=10", data=own_demo), 1)
    assert "15" in low
    adopted = answer(*words, "--set", "posting_days=20", "--json", data=own_demo)
    assert adopted["params"]["posting_days"] == 20
    assert in_force() == ["510722", town]
    suspended = answer("suspend", "four-two-one", "--in", town, "--on", today, "--json", data=own_demo)
    assert suspended == {"institution": "four-two-one", "place": town, "until": today}
    assert in_force() == ["510722"]
    again = yuanba("suspend", "four-two-one", "--in", town, "--on", today, data=own_demo)
    assert "nothing to suspend" in sentence(again, 1)
    plan = ["four-two-one", "--in", town, "--since", later]
    assert yuanba("adopt", *plan, data=own_demo).returncode == 0
    gone = {"institution": "four-two-one", "place": town, "since": later}
    assert answer("revoke", *plan, "--json", data=own_demo) == {"revoked": [gone]}
    assert "nothing to revoke" in sentence(yuanba("revoke", *plan, data=own_demo), 1)
    assert answer("tick", "--json", data=own_demo)["sequenced"] == 4


def test_a_mirror_is_exported_verified_and_never_overwritten_by_another_ledger(own_demo: Path, tmp_path: Path) -> None:
    mirror = tmp_path / "mirror"
    first = answer("ledger", "export", mirror, "--json", data=own_demo)
    assert first["files"] > 3
    assert answer("ledger", "export", mirror, "--json", data=own_demo)["files"] == 0
    report = answer("verify", "--dir", mirror, "--json")
    assert (report["sound"], report["size"]) == (True, first["size"])
    old = shutil.copy(mirror / "checkpoint", tmp_path / "old")
    assert answer("verify", "--dir", mirror, "--previous", old, "--json")["sound"]
    bundle = next((mirror / "tile" / "entries").rglob("*.p/*"))
    bundle.write_bytes(bundle.read_bytes().replace(b"matter.taken", b"matter.takem"))
    assert {one["code"] for one in answer("verify", "--dir", mirror, "--json", code=1)["problems"]} >= {"root"}
    (mirror / "vkey").write_text("another+00000000+AA==\n")
    assert "another ledger" in sentence(yuanba("ledger", "export", mirror, data=own_demo), 1)


def test_the_whole_county_has_462_of_462_and_a_dissolved_committee_is_named(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = yuanba("demo", "--no-serve", "--data", data, "--matters", "500")
    assert done.returncode == 0, done.stderr
    for body in ("supervision_committee", "committee", "party_org"):
        found = answer("coverage", body, "--json", data=data)
        assert (found["whole"], found["covered"], found["missing"]) == (462, 462, [])
    report = answer("verify", "--json", data=data)
    assert report["sound"]
    assert len(report["units"]) == 1 + 33 + 462
    dissolve = (
        "from yuanba import clock; from yuanba.kernel.people.acts import dissolve, local_day; "
        "from yuanba.kernel.people.models import Body; from yuanba.kernel.people.rules import Warrant; "
        "at = clock.now(); chosen = Warrant('resident_assembly', 'paper'); "
        f"body = Body.objects.get(kind='supervision_committee', place__code='{COMMUNITY}'); "
        "dissolve(body=body, on=local_day(at), because='改选', at=at, warrant=chosen)"
    )
    assert yuanba("shell", "--no-imports", "-c", dissolve, data=data).returncode == 0
    missing = answer("coverage", "supervision_committee", "--json", data=data, code=1)["missing"]
    assert [(one["code"], one["name"], one["members"]) for one in missing] == [(COMMUNITY, "老西街社区", None)]


# Whom the pilot's institutions want, and who stands in the demonstration's village and community and around them.
BODIES = f"""
import json
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.registers.models import Record
from yuanba.kernel.places.county import pack
kinds = {{unit: {{kind.code for kind in pack().bodies.values() if level in kind.at}}
         for unit, level in (("{VILLAGE}", "village"), ("{COMMUNITY}", "community"))}}
print(json.dumps({{
    "lacking": sorted({{
        f"{{unit}} {{kind}}" for unit, wanted in kinds.items() for kind in wanted
        if not Body.objects.filter(kind=kind, place__code__startswith=unit).exists()
    }}),
    "nowhere": sorted({{body for one in pack().institutions.values() for body in one.bodies}}
        - set(Body.objects.values_list("kind", flat=True))),
    "adopted": Record.objects.filter(register="adoptions", place__code="510722101", until=None).count(),
    "unentered": [kind.code for kind in pack().registers.values()
        if Record.objects.filter(register=kind.code, place__code="510722").count() < len(kind.rows)],
    "idle": [f"{{body.place.code}} {{body.kind}}" for body in Body.objects.select_related("place")
        if any(post.acts for post in pack().bodies[body.kind].posts.values()) and not body.tenures.exists()],
    "overfull": [f"{{row.pk}}" for row in Body.objects.filter(kind="supervisory_board")
        if Tenure.objects.filter(body=row, person__tenures__body__kind="collective").exists()],
}}))
"""


def test_all_institutions_are_adopted_in_the_pilot_with_every_body_and_register_they_need(demo: Path) -> None:
    found = json.loads(yuanba("shell", "--no-imports", "-c", BODIES, data=demo).stdout)
    assert found == {"lacking": [], "nowhere": [], "adopted": 44, "unentered": [], "idle": [], "overfull": []}
    rows = answer("institutions", "--json", data=demo)["institutions"]
    assert len(rows) == 44
    assert all("510722101" in row["adopted_in"] for row in rows)
