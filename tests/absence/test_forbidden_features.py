"""What the 2026 rules forbid is not here: looked for in data, tables, addresses, pages, scripts, headers and the API.

国办函〔2026〕12号 was read in reprints (B). Each search is tested on a planted violation, so that it can find one.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.absence.searching import (
    ALSO,
    FEATURES,
    Feature,
    asked,
    asked_twice,
    called,
    forced_files,
    kept_twice,
    named,
    ordered_by_numbers,
    outside,
)
from tests.house.tree import ROOT, SOURCES
from tests.kernel.procedures.packs import SANTAI
from yuanba.api import openapi
from yuanba.kernel.procedures.definitions import Field, Text, read
from yuanba.kernel.procedures.pack import load

PACK, _ = load(SANTAI)
# The eleven of rules.yaml, written down here: one that is no longer searched for is missed.
RULES = (
    "check_in points_ranking online_time_stats forced_install install_rate_report forced_login likes_as_appraisal "
    "votes_as_appraisal compulsory_photo_track commercial_activity repeated_form_filling"
).split()
# A petition to recall has its lawful number only with the signed sheet (VCOL 19, RCOL 20).
SIGNED = ["by-election.recall.signatures", "representative-by-election.recall.signatures"]
# Django's own column; the house never reads it, and a test below says so.
DJANGOS = {"people.Account.last_login"}
PAGES = sorted((ROOT / "yuanba").rglob("*.html")) + sorted((ROOT / "yuanba" / "web" / "static").glob("*.*"))
by_code = pytest.mark.parametrize("feature", FEATURES, ids=[one.code for one in FEATURES])


def tables() -> list[str]:
    """Every table and column of the house."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith("yuanba.")]
    names = []
    for model in (model for config in ours for model in config.get_models()):
        names.append(model._meta.label)
        columns = [field for field in model._meta.get_fields() if isinstance(field, models.Field)]
        names += [f"{model._meta.label}.{field.name}" for field in columns]
    return [name for name in names if name not in DJANGOS]


def addresses(resolver: URLResolver | None = None, before: str = "") -> list[str]:
    """Every address of the site, as it is declared."""
    found = []
    for one in (resolver or get_resolver()).url_patterns:
        path = before + str(one.pattern)
        found += addresses(one, path) if isinstance(one, URLResolver) else [f"{path} {one.name or ''}"]
    return found


def endpoints() -> list[str]:
    """Every path of the API and every name in its bodies."""
    document = openapi.document()
    shapes = document["components"]["schemas"].items()
    return [*document["paths"], *(f"{name}.{key}" for name, one in shapes for key in one.get("properties", {}))]


def test_every_forbidden_feature_is_searched_for() -> None:
    assert [*(one.code for one in FEATURES), ALSO] == RULES


@by_code
def test_no_blank_of_any_procedure_or_register_asks_for_it(feature: Feature) -> None:
    # The register of tasks names by these words what the county's gate lifts from villages: as a choice, never a blank.
    assert not named(feature, asked(PACK))


@by_code
def test_no_table_column_or_address_is_for_it(feature: Feature) -> None:
    assert not named(feature, tables())
    assert not named(feature, addresses())
    assert not named(feature, endpoints())


@by_code
def test_no_page_and_no_script_does_it(feature: Feature) -> None:
    assert PAGES
    found = {path.name: hits for path in PAGES if (hits := called(feature, path.read_text(errors="ignore")))}
    assert not found


@by_code
def test_each_search_finds_a_planted_violation(feature: Feature) -> None:
    word = feature.words.split("|")[0]
    assert named(feature, [f"wish/say/x {word}"])
    sample = {
        "check_in": "people.Person.check_in", "points_ranking": "p/<code>/ranking/",
        "online_time_stats": "Account.last_seen",
        "forced_install": "must_install", "install_rate_report": "Town.install_rate", "forced_login": "login_rate",
        "likes_as_appraisal": "boards.Notice.likes", "votes_as_appraisal": "popularity",
        "compulsory_photo_track": "Visit.latitude", "commercial_activity": "n/<pk>/ads",
    }  # fmt: skip
    assert named(feature, [sample[feature.code]])
    if feature.scripts:
        assert called(feature, "navigator.geolocation.watchPosition(x); sendBeacon('/t'); beforeinstallprompt")


def test_no_resident_must_hand_in_a_photo_or_say_where_she_is() -> None:
    assert [one for procedure in PACK.procedures.values() for one in forced_files(procedure)] == SIGNED
    wish = PACK.procedure("wish")
    selfie = Field("selfie", Text("照片", "Photo"), "file")
    planted = replace(wish, steps={**wish.steps, "say": replace(wish.steps["say"], fields=(selfie,))})
    assert forced_files(planted) == ["wish.say.selfie"]


def test_nothing_is_asked_twice_in_one_matter() -> None:
    assert [one for procedure in PACK.procedures.values() for one in asked_twice(procedure)] == []
    step = {"name": "步", "name_en": "step", "kind": "draft", "by": "committee"}
    name = {"name": "户数", "name_en": "Households", "type": "number"}
    planted = read(
        {
            "code": "twice", "version": 1, "name": "两次", "name_en": "twice", "summary": "两次", "summary_en": "twice",
            "start": {"a": {"name": "始", "name_en": "start"}},
            "step": {
                "a": {**step, "on": {"submit": "b"}, "field": {"homes": name}},
                "b": {**step, "on": {"submit": "done"}, "field": {"number": name}},
            },
            "end": {"done": {"name": "终", "name_en": "end"}},
        }
    )  # fmt: skip
    assert asked_twice(planted) == ["twice: 户数"]


def test_no_fact_is_typed_into_two_registers_by_the_same_hand() -> None:
    assert kept_twice(PACK) == []
    halls = PACK.registers["halls"]
    planted = replace(PACK, registers={**PACK.registers, "halls2": replace(halls, code="halls2")})
    assert kept_twice(planted)


def test_nobody_and_no_village_is_sorted_by_a_number() -> None:
    ours = [path for path in SOURCES if path.is_relative_to(ROOT / "yuanba")]
    assert ours
    assert not {str(path): lines for path in ours if (lines := ordered_by_numbers(path.read_text()))}
    assert ordered_by_numbers('rows.annotate(n=Count("pk")).order_by("-n")') == [1]


def test_when_somebody_signed_in_last_is_read_nowhere() -> None:
    ours = [path for path in SOURCES if path.is_relative_to(ROOT / "yuanba") and path.parent.name != "migrations"]
    assert not [str(path) for path in ours if "last_login" in path.read_text()]


def test_no_page_loads_anything_from_another_site() -> None:
    assert not {path.name: found for path in PAGES if (found := outside(path.read_text(errors="ignore")))}
    assert outside('<script src="https://ads.example/x.js">') == ["https://ads.example/x.js"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/about/", "/law/", "/api/openapi.json", "/nowhere/", "/login/"])
def test_every_answer_denies_location_camera_and_microphone(path: str) -> None:
    policy = Client().get(path)["Permissions-Policy"]
    for denied in ("geolocation=()", "camera=()", "microphone=()"):
        assert denied in policy


def test_patterns_are_addresses() -> None:
    assert any(isinstance(one, URLPattern) for one in get_resolver().url_patterns)
    assert len(addresses()) > 40
    assert Path(ROOT / "yuanba").is_dir()
