"""What a field holds, as a reader says it: days, yuan, articles, bodies and departments by name, never by code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.cells import parts
from yuanba.kernel.procedures.definitions import Field
from yuanba.kernel.procedures.naming import ALTERNATIVES, LAW, MOMENTS, PLACES, name_of
from yuanba.web.citing import cite
from yuanba.web.formats import day, daytime, money, text


@dataclass(frozen=True, slots=True)
class Names:
    """Says values in a kind of place; `places` are the names of those that the values hold."""

    place_kind: str = ""
    places: Mapping[str, str] = field(default_factory=dict)

    def said(self, field: Field, value: Any) -> str:
        """One value of a field in the reader's language."""
        if isinstance(value, dict):
            return _("；").join(_adopted(code, one) for code, one in value.items())
        if value is True:
            return "✓"
        words = str(value)
        match field.type:
            case "choice":
                return text(field.choices.get(words)) or words
            case "date":
                return day(words)
            case "money":
                return money(words)
        if field.of == MOMENTS:
            return daytime(words)
        if field.of == ALTERNATIVES:
            return _("、").join(words.split("|"))
        return _("、").join(self._named(field.of, code) for code in parts(words)) if field.of else words

    def _named(self, of: str, code: str) -> str:
        if of == PLACES:
            return self.places.get(code, code)
        if of == LAW:
            return _article(code)
        return text(name_of(pack(), of, code, self.place_kind)) or code


def _article(written: str) -> str:
    """An article in words; what is no citation, such as a document's name, stands as it was written."""
    try:
        found = cite(written)
    except ValueError:
        return written
    return found.text + (_("（未核实）") if found.unsure else "")


def _adopted(code: str, value: object) -> str:
    """A procedure's version or one of its numbers, which an adoption keeps by their codes."""
    for procedure in pack().procedures.values():
        if procedure.code == code:
            return _("%(name)s第 %(n)s 版") % {"name": text(procedure.name), "n": value}
        if code in procedure.params:
            return f"{text(procedure.params[code].name)} {value}"
    return f"{code} {value}"
