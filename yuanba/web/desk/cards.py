"""The cards of a matter: each act open to the person at the desk, with its form and what it brings about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.http import HttpRequest

from yuanba.kernel.matters import agency, verbs
from yuanba.kernel.matters.acts import fields_of
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.doing import tasks_done
from yuanba.kernel.matters.models import Authorisation
from yuanba.kernel.matters.offers import offers
from yuanba.kernel.matters.permission import open_to_residents, permit_agent
from yuanba.kernel.matters.purposes import code_of
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.matters.why import refusal_for, with_past
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.people.models import Person, Tenure
from yuanba.kernel.procedures.definitions import Field, Procedure
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.web.asked import number
from yuanba.web.desk import forms, telling
from yuanba.web.desk.choosing import RESIDENT
from yuanba.web.desk.me import Me

PAPER, FOR = "-paper", "-for-"


@dataclass(frozen=True, slots=True)
class Chance:
    """An act open to the person: by herself; by `mandate`, as an agent; with `paper`, as who enters a signed paper."""

    act: Act
    fields: tuple[Field, ...]
    by: Actor
    paper: bool = False
    mandate: Authorisation | None = None

    @property
    def code(self) -> str:
        if self.mandate is not None:
            return f"{self.act.code}{FOR}{self.mandate.pk}"
        return f"{self.act.code}{PAPER}" if self.paper else self.act.code


@dataclass(frozen=True, slots=True)
class Card:
    """A chance as it stands on the page."""

    chance: Chance
    form: forms.Form
    effect: list[str]
    whom: str
    open: bool
    about: Procedure | None = None  # said where acts of several procedures stand side by side


def on_paper(case: Case, act: Act, clerk: Tenure, person: Person) -> Chance:
    """The same act for a resident, entered by a clerk from a signed paper."""
    # The resident is chosen on the form; until then the clerk stands in her place, so that the paper is asked for.
    stand_in = Actor(person, clerk, person)
    return Chance(act, (RESIDENT, *fields_of(case, act, stand_in)), Actor(person, clerk), paper=True)


def by_mandate(case: Case, act: Act, rows: Iterable[Authorisation], about: int | None) -> Iterator[Chance]:
    """The same act for each resident who has authorised her to do it; `about` is the matter that it is done in."""
    purpose = code_of(case.procedure.code, case.step.code, act.code)
    for row in rows:
        if row.purpose != purpose or row.matter_id != about:
            continue
        try:
            by = permit_agent(case, act, row)
        except Refusal:
            continue
        yield Chance(act, fields_of(case, act, by), by, mandate=row)


def chances(case: Case, me: Me) -> list[Chance]:
    """Every act open to her now, the way forward first; papers of residents last."""
    found = [Chance(one.act, one.fields, one.by) for one in offers(case, me.actors(case.unit.code))]
    # Work goes on when its checklist is full: until then handing in a document comes first.
    if set(case.step.tasks) <= (tasks_done(case) if case.step.tasks else set()):
        found.sort(key=lambda one: one.act.code != case.step.forward)
    clerk, given = me.clerk(case.unit.code), agency.held(me.person, me.on)
    for act in verbs.of(case).acts(case) if clerk is not None or given else ():
        if clerk is not None and open_to_residents(case, act):
            found.append(on_paper(case, act, clerk, me.person))
        found += by_mandate(case, act, given, case.matter.pk)
    return found


def deal(case: Case, found: list[Chance], told: forms.Form | None = None) -> list[Card]:
    """The cards in order; the first is open, or the one whose form `told` came back."""
    return [deal_one(case, one.act, one, told, first=number == 0) for number, one in enumerate(found)]


def deal_one(case: Case, act: Act, one: Chance, told: forms.Form | None, first: bool) -> Card:
    """One card; `act` is what its button brings about in this case."""
    returned = told is not None and told.code == one.code
    form = told if returned and told else forms.draw(one.code, one.fields, case)
    shown = returned if told is not None else first
    return Card(one, form, telling.effect(case, act), telling.as_whom(one.by), shown)


def actor(chance: Chance, request: HttpRequest, unit: str) -> Actor:
    """Who acts by this request. Refusal `person-not-here` where the paper's resident is not of the unit."""
    # Whose paper it is may be known before the form: who contests an entry is she in whose name it was made.
    if not chance.paper or chance.by.resident is not None:
        return chance.by
    chosen = number(request.POST.get("resident", ""))
    # Of the unit, or of one under the township or county whose posting is objected to.
    resident = Person.objects.filter(pk=chosen, unit__startswith=unit).first() if chosen is not None else None
    if resident is None:
        raise Refusal("person-not-here")
    return replace(chance.by, resident=resident)


def why_not(case: Case, code: str, me: Me) -> Refusal:
    """Why an act is closed to her: the sentence that fits her best, her ended term of office before all others."""
    offered = next(
        (one for one in verbs.of(case).acts(case) if one.code == code.removesuffix(PAPER).split(FOR)[0]), None
    )
    if offered is None:
        return Refusal("act-not-open", step=case.step.name.zh, step_en=case.step.name.en)
    if code.endswith(PAPER):
        return Refusal("paper-by-clerk")
    if FOR in code:
        return Refusal("authorisation-unknown")
    found = with_past(case.matter.holder, me.person, me.actors(case.unit.code))
    _, refusal = refusal_for(case, offered, found)
    return refusal or Refusal("act-not-open", step=case.step.name.zh, step_en=case.step.name.en)
