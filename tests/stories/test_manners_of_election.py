"""A community elects its committee in one of three manners; the one that its plan chose judges the count."""

import json

import pytest

from tests.driver import Driver
from tests.ground import Ground, ground
from yuanba.kernel.matters import verbs
from yuanba.kernel.matters.acts import fields_of
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.models import Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.definitions import Field
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db
PLAN = {"number_deputy": 1, "number_member": 3, "number_clerk": 0}


@pytest.fixture
def place() -> Ground:
    made = ground("community")
    made.adopt("selection-of-cadres")
    return made


def planned(place: Ground, step: str = "ballot", **given: object) -> tuple[Driver, Matter]:
    driver = Driver(place, given={**PLAN, **given})
    way = next(one for one in driver.ways(place.unit) if one.case.procedure.code == "election-record")
    matter = driver.begin(way)
    assert matter is not None
    driver.until(matter, step)
    return driver, matter


def asked(place: Ground, matter: Matter) -> dict[str, Field]:
    case = load(matter, place.now)
    act = next(act for act in verbs.of(case).acts(case) if act.code == case.step.forward)
    return {field.code: field for field in fields_of(case, act, place.officer("election_committee"))}


def counted(driver: Driver, matter: Matter, registered: int, cast: int, **more: object) -> Taking:
    """The ballot is counted: of everybody who stands the first have the votes, the last has one."""
    driver.given |= {"registered": registered, "cast": cast, **more}
    case = load(matter, driver.ground.now)
    for task in case.step.tasks:
        driver.do(matter, *next((act, by) for act, by in driver.possible(matter) if act.code == "evidence"))
        assert task in case.step.tasks
    fields = [code for code in asked(driver.ground, matter) if code.startswith("polled_")]
    posts = [code.split("_")[1] for code in fields]
    last = [post != after for post, after in zip(posts, [*posts[1:], ""], strict=True)]
    driver.given |= {code: 1 if end else cast - 1 for code, end in zip(fields, last, strict=True)}
    driver.given |= {code: more[code] for code in more if code in fields}
    return driver.do(matter, *next((act, by) for act, by in driver.possible(matter) if act.code == "done"))


MANNERS = [
    ("voters", "登记选民数", 100, 50, 51),
    ("households", "参加选举的户数", 40, 20, 21),
    ("representatives", "居民代表数", 30, 20, 21),
]


@pytest.mark.parametrize(("mode", "who", "whole", "too_few", "enough"), MANNERS)
def test_each_manner_has_the_turnout_that_the_law_asks_of_it(
    place: Ground, mode: str, who: str, whole: int, too_few: int, enough: int
) -> None:
    driver, matter = planned(place, mode=mode)
    assert asked(place, matter)["registered"].name.zh == who
    with pytest.raises(Refusal) as refused:
        counted(driver, matter, whole, too_few)
    assert (refused.value.code, refused.value.law) == ("ballot-invalid", "rcol-2026:19")
    share = "超过 2/3" if mode == "representatives" else "过半数"
    assert f"{who} {whole}，收回 {too_few} 张票：要{share}参加投票" in refused.value.sentence("zh")
    done = counted(driver, matter, whole, enough)
    assert matter.step == "result"
    assert json.loads(done.public)["data"]["elected_count"] == 5
    assert Tenure.objects.filter(body__kind="committee", since=place.today, until__gt=place.today).count() == 5


@pytest.mark.parametrize(("mode", "by_proxy"), [("voters", True), ("households", True), ("representatives", False)])
def test_representatives_vote_in_person(place: Ground, mode: str, by_proxy: bool) -> None:
    driver, matter = planned(place, mode=mode)
    assert ("proxies" in asked(place, matter)) is by_proxy
    if not by_proxy:
        done = counted(driver, matter, 30, 21, proxies=3)
        assert "proxies" not in json.loads(done.data), "what nobody asks is not kept"


def test_a_community_chooses_among_three_manners_and_no_other(place: Ground) -> None:
    driver = Driver(place, given=dict(PLAN))
    way = next(one for one in driver.ways(place.unit) if one.case.procedure.code == "election-record")
    field = next(one for one in fields_of(way.case, way.act, place.officer("election_committee")) if one.code == "mode")
    assert list(field.choices) == ["voters", "households", "representatives"]
    assert not field.fixed
    driver.given["mode"] = "show-of-hands"
    with pytest.raises(Refusal) as refused:
        driver.begin(way)
    assert refused.value.code == "form-unfilled"


def test_what_the_communities_law_is_not_known_to_say_is_not_asked_in_its_name(place: Ground) -> None:
    """More candidates than seats, and what bars a nomination, are read in the villages' law alone (VCOL 18)."""
    _, matter = planned(place, "nominate")
    assert "reviewed" not in asked(place, matter)
    laws = pack().law.statutes["rcol-2026"].elections.values()
    assert not any(law.contested or law.barred for law in laws)


def test_the_second_ballot_of_a_community_needs_a_third_as_well(place: Ground) -> None:
    driver, matter = planned(place, mode="representatives")
    director = [code for code in asked(place, matter) if code.startswith("polled_director_")]
    counted(driver, matter, 30, 21, **dict.fromkeys(director, 10))
    assert matter.step == "second"
    assert set(asked(place, matter)) >= {"cast", *director}
    assert "registered" not in asked(place, matter), "how many may vote was counted for the first ballot"
    assert "不少于 1/3" in asked(place, matter)["cast"].help.zh  # type: ignore[union-attr]
    done = counted(driver, matter, 30, 21, **dict(zip(director, (7, 6), strict=True)))
    assert json.loads(done.public)["data"] == {"registered": 30, "cast": 21, "elected_count": 5, "short": 0}


def test_a_by_election_in_a_community_asks_for_its_manner_and_judges_by_it(place: Ground) -> None:
    driver = Driver(place, given={"mode": "representatives", "registered": 30, "cast": 20, "won": 15})
    way = next(one for one in driver.ways(place.unit) if one.start.step == "resign")
    matter = driver.begin(way)
    assert matter is not None
    driver.until(matter, "by-ballot")
    with pytest.raises(Refusal) as refused:
        driver.to_the_end(matter)
    assert (refused.value.code, refused.value.law) == ("ballot-invalid", "rcol-2026:19")
    driver.given["cast"] = 21
    assert driver.to_the_end(matter) == "seated"
