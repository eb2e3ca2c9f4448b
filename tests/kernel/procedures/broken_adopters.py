"""Copies of the pack in which it is wrongly said who adopts institutions."""

from tests.kernel.procedures.broken_packs import swap

ADOPTERS = [
    ("a level at which nobody known adopts", "body-unknown", swap("county.toml", '"county_guidance"', '"guidance"')),
    ("a county body for a township", "body-not-there", swap("county.toml", '"township_office"', '"county_gate"')),
    ("an adopter for no kind of place", "place-kind-unknown", swap("county.toml", 'township = "t', 'town = "t')),
]
