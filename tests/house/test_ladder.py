"""The ladder of the kernel, walked through the foreign keys: a key given as a string escapes the import linter."""

import pytest
from django.apps import apps
from django.db import models

# Lower numbers stand lower. Boards and assemblies share a rung and may not point at each other.
RUNG = {
    "ledger": 0,
    "places": 1,
    "people": 2,
    "registers": 3,
    "matters": 4,
    "assemblies": 5,
    "boards": 5,
    "institutions": 6,
    "api": 7,
    "field": 7,
    "web": 7,
    "ops": 8,
}


def may_point(source: str, target: str) -> bool:
    """Whether a table of app `source` may point to a table of app `target`."""
    return source == target or RUNG[target] < RUNG[source]


def our_models() -> list[type[models.Model]]:
    """Every model of the house, tables between two models included."""
    configs = [config for config in apps.get_app_configs() if config.name.startswith("yuanba.")]
    return [model for config in configs for model in config.get_models(include_auto_created=True)]


def test_every_foreign_key_points_down_the_ladder() -> None:
    pairs = {
        (model._meta.label, field.name, field.related_model._meta.label)
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField) and isinstance(field.related_model, type)
    }
    ours = [pair for pair in pairs if pair[2].split(".")[0] in RUNG]
    assert ours, "no key was found, so nothing was tested"
    assert not [pair for pair in ours if not may_point(pair[0].split(".")[0], pair[2].split(".")[0])]


def test_no_library_table_points_into_the_kernel_except_at_the_account() -> None:
    outside = [config for config in apps.get_app_configs() if not config.name.startswith("yuanba.")]
    targets = {
        field.related_model._meta.label
        for config in outside
        for model in config.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and isinstance(field.related_model, type)
    }
    assert {target for target in targets if target.split(".")[0] in RUNG} <= {"people.Account"}


def test_every_app_of_the_house_stands_on_a_rung() -> None:
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith("yuanba.")}
    assert labels <= set(RUNG)


@pytest.mark.parametrize(("source", "target"), [("places", "matters"), ("boards", "assemblies"), ("ledger", "people")])
def test_a_key_up_or_across_is_refused(source: str, target: str) -> None:
    assert not may_point(source, target)
