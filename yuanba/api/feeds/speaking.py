"""Names and addresses in the language of the feed, which stands in its path."""

from django.conf import settings
from django.utils.translation import get_language

from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.definitions import Text


def language() -> str:
    """ "zh-hans" or "en"."""
    return "en" if (get_language() or "").startswith("en") else "zh-hans"


def said(text: Text) -> str:
    return text[language()]


def place_name(place: Place) -> str:
    return (place.name_en if language() == "en" else "") or place.name


def absolute(path: str) -> str:
    """The full address of a page in the feed's language."""
    prefix = "/en" if language() == "en" else ""
    return f"{settings.YUANBA_BASE_URL}{prefix}{path}"
