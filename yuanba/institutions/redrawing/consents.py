"""What the assemblies agreed to, held against an order: the kind, the villages, the names, every group and household.

Of a village the matter of `redraw-consent` counts that its assembly passed, that was posted and reported, and that no
redrawing of the village has overtaken (VCOL 3). For a community no article was found in the text that we have: there
any matter counts that its assembly or its representatives passed, by its number.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from yuanba.institutions.redrawing.order import LAW, Basis
from yuanba.institutions.redrawing.plan import Plan
from yuanba.institutions.redrawing.words import CHANGES
from yuanba.kernel.assemblies.models import Count
from yuanba.kernel.matters.case import load
from yuanba.kernel.matters.consenting import AGREED, PROCEDURE, REJECTED
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place, Succession
from yuanba.kernel.places.redrawn import Facts, kind_of, read
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.refusal import Refusal

VILLAGE = "villager_assembly"  # the whole assembly: the article names no representatives
COMMUNITY = ("resident_assembly", "resident_rep_assembly")
TOLD = 4  # differences that a sentence names


@dataclass(frozen=True, slots=True)
class Consent:
    """Whether a unit that stands has agreed: the number of the matter, or why none will do."""

    place: Place
    number: str = ""
    refusal: Refusal | None = None


def consents(made: Plan, basis: Basis) -> tuple[Consent, ...]:
    """Of each unit concerned that stands, by code; five queries at most."""
    places = [place for code in made.order.codes if (place := made.place(code)).pk is not None]
    villages = [place for place in places if place.kind == Place.Kind.VILLAGE]
    held = _held(villages)
    passed = _passed(basis.agreed)
    return tuple(
        _of_village(made, place, held[place.pk]) if place in villages else _of_community(place, passed)
        for place in places
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """One matter of consent with the facts that were put to the vote, and whether the assembly passed them."""

    matter: Matter
    facts: Facts
    passed: bool


def _held(villages: list[Place]) -> dict[int, list[_Held]]:
    """The matters of consent of these villages, the newest first; what was decided before a redrawing is left out."""
    pks = [place.pk for place in villages]
    last: dict[int, list[Succession]] = {}
    links = Succession.objects.filter(Q(old__in=pks) | Q(new__in=pks), redrawing__isnull=False)
    for link in links.order_by("on"):
        for pk in (link.old_id, link.new_id):
            last.setdefault(pk, []).append(link)
    rows = list(Matter.objects.filter(procedure=PROCEDURE, unit__in=pks).select_related("unit").order_by("-pk"))
    put: dict[int, Facts] = {}
    submitted = Taking.objects.filter(matter__in=rows, step="propose", act="submit").order_by("seq")
    for matter, data in submitted.values_list("matter_id", "data"):
        put[matter] = read(json.loads(data))
    counts = Count.objects.filter(passed=True, motion__assembly__matter__in=rows, motion__assembly__body=VILLAGE)
    passed = set(counts.values_list("motion__assembly__matter_id", "motion__assembly__unit_id"))
    found: dict[int, list[_Held]] = {pk: [] for pk in pks}
    for row in rows:
        redrawn = max((link.on for link in last.get(row.unit_id, ())), default=None)
        if row.pk in put and (redrawn is None or local_day(row.opened_at) >= redrawn):
            found[row.unit_id].append(_Held(row, put[row.pk], (row.pk, row.unit_id) in passed))
    return found


def agreed_in(villages: list[Place]) -> list[tuple[str, Facts]]:
    """What assemblies of these villages have agreed to and nothing has overtaken, each once, with a matter's number."""
    found: dict[str, Facts] = {}
    for rows in _held(villages).values():
        for one in rows:
            if one.matter.end == AGREED and one.passed and one.facts not in found.values():
                found[one.matter.number] = one.facts
    return list(found.items())


def _of_village(made: Plan, place: Place, held: list[_Held]) -> Consent:
    """The newest consent to exactly this order, unless the assembly has since said no to it."""
    told = [(one, list(differences(one.facts, made))) for one in held]
    fitting = [one for one, differing in told if not differing]
    for one in fitting:
        if one.matter.end == AGREED and one.passed:
            return Consent(place, one.matter.number)
        if one.matter.end == REJECTED:
            break
    law = pack().law.cite((Citation.parse(LAW),), place.kind)
    names = {"place": place.name, "place_en": place.name_en}
    running = next((one.matter for one in fitting if one.matter.closed_at is None), None)
    if running is not None:
        step = load(running, running.entered_at).step.name
        facts = {**names, "number": running.number, "step": step.zh, "step_en": step.en}
        return Consent(place, "", Refusal("redraw-consent-open", law=law, **facts))
    agreed = [(one.matter.number, differing) for one, differing in told if one.matter.end == AGREED and one.passed]
    if fitting or not agreed:
        return Consent(place, "", Refusal("redraw-not-agreed", law=law, **names))
    number, nearest = min(agreed, key=lambda one: len(one[1]))
    zh, en = ("；".join(one.zh for one in nearest[:TOLD]), "; ".join(one.en for one in nearest[:TOLD]))
    return Consent(place, "", Refusal("redraw-consent-differs", law=law, number=number, what=zh, what_en=en, **names))


def _passed(numbers: tuple[str, ...]) -> dict[str, str]:
    """Of these matters the number of one that the assembly of each community passed, by the community's code."""
    counts = Count.objects.filter(
        passed=True, motion__assembly__matter__number__in=numbers, motion__assembly__body__in=COMMUNITY
    ).order_by("pk")
    return dict(counts.values_list("motion__assembly__unit__code", "motion__assembly__matter__number"))


def _of_community(place: Place, passed: dict[str, str]) -> Consent:
    if place.code in passed:
        return Consent(place, passed[place.code])
    return Consent(place, "", Refusal("redraw-community-not-agreed", place=place.name, place_en=place.name_en))


def facts_of(made: Plan) -> Facts:
    """An order in the words in which an assembly agrees to it."""
    order = made.order
    new = {code: "" if place.pk else place.name for code, place in made.ground.heirs.items()}
    old = tuple(made.ground.old)
    return Facts(kind_of(order.kind, old, new), old, new, order.choices.given, order.choices.rest)


def differences(facts: Facts, made: Plan) -> Iterator[Text]:
    """In what an order departs from what was agreed; nothing where it keeps to it."""
    order = facts_of(made)
    if facts.kind != order.kind:
        yield _differ(Text("办的种类", "kind"), CHANGES[facts.kind], CHANGES[order.kind])
    if _joining(facts) != _joining(order):
        yield _differ(
            Text("原来的村", "villages now"), _called(facts.old, facts, made), _called(order.old, order, made)
        )
    if facts.new.keys() != order.new.keys():
        agreed, ordered = _called(facts.new, facts, made), _called(order.new, order, made)
        yield _differ(Text("以后的村", "villages afterwards"), agreed, ordered)
    else:
        for code, name in order.new.items():
            if name and facts.new[code] != name:
                yield _differ(Text(f"{code} 的名称", f"name of {code}"), _same(facts.new[code]), _same(name))
    if len(order.new) > 1 and (facts.kind, facts.new.keys()) == (order.kind, order.new.keys()):
        yield from _parts(facts, made)


def _joining(facts: Facts) -> set[str]:
    """The old units; of a merger those that join, whether or not the one that takes them in is named with them."""
    return set(facts.old) - (facts.new.keys() if facts.kind == "merge" else set())


def _parts(facts: Facts, made: Plan) -> Iterator[Text]:
    """Each place at once inside the unit that gives, and each household, whatever takes it there."""
    ground = made.ground
    top = {place.pk: place for place in ground.within.values() if place.code.count(".") == 1}
    for pk, place in top.items():
        wanted, ordered = facts.goes.get(place.code, facts.rest), ground.goes.get(pk)
        if ordered is not None and ordered != wanted:
            yield _differ(
                Text(f"{place.code} {place.name}", f"{place.code} {place.name_en}"), _same(wanted), _same(ordered)
            )
    for name, (ordered, follows) in made.roll.goes.items():
        wanted = facts.goes.get(name) or follows or facts.rest
        if ordered != wanted:
            yield _differ(Text(f"户 {name}", f"household {name}"), _same(wanted), _same(ordered))


def _differ(what: Text, agreed: Text, ordered: Text) -> Text:
    return Text(
        f"{what.zh}：同意的是{agreed.zh}，这次是{ordered.zh}", f"{what.en}: agreed {agreed.en}, ordered {ordered.en}"
    )


def _called(codes: Iterable[str], facts: Facts, made: Plan) -> Text:
    """Units by name; one that is founded, or that the order does not know, with its code."""
    zh, en = [], []
    for code in sorted(codes):
        known = made.place(code) if code in made.order.codes else None
        if known is not None and known.pk is not None:
            zh.append(known.name)
            en.append(known.name_en)
        else:
            name = facts.new.get(code, "")
            zh.append(f"{name}（{code}）" if name else code)
            en.append(f"{name} ({code})" if name else code)
    return Text("、".join(zh), ", ".join(en))


def _same(words: str) -> Text:
    return Text(f"“{words}”", f"“{words}”")
