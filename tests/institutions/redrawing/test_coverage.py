"""Every table that points to a place or a body is known to the redrawing: a new one must say what becomes of it."""

from django.apps import apps
from django.db import models

from yuanba.kernel.people.models import Body
from yuanba.kernel.places.models import Place

# What follows to the heir, and what stays with the place it happened in, by table and column.
FOLLOWS = {
    "boards.Notice.unit",
    "matters.Matter.unit",
    "matters.Matter.site",
    "matters.Authorisation.unit",  # with its resident, until it is used and its papers are back
    "matters.Matter.holder",
    "people.Body.place",  # of an inner place; others end
    "people.Household.place",
    "people.Person.place",
    "people.Tenure.body",
    "places.Place.parent",
    "registers.Record.place",
}
STAYS = {
    "assemblies.Assembly.unit",  # a sitting that was called lapses
    "matters.Matter.about",  # only its kind is asked for
    "places.Succession.old",
    "places.Succession.new",
}


def test_every_table_that_points_to_a_place_or_a_body_is_accounted_for() -> None:
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model in (Place, Body)
    }
    assert found == FOLLOWS | STAYS
