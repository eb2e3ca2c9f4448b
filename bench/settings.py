"""The settings of the yardsticks: the house's own, with no middleware and three bare views."""

from yuanba.settings import *  # noqa: F403

MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bench.bare"
