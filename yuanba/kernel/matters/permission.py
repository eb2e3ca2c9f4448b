"""Who may do an act: tenure, place and step. One function answers for pages, API, desk and the golden matrix alike."""

from dataclasses import replace

from yuanba.kernel.matters import agency, voices
from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.models import Authorisation, Contest, Taking
from yuanba.kernel.matters.purposes import RESIDENT
from yuanba.kernel.matters.subjects import JUDGING
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor, acting_kind, in_office, officers, own_post
from yuanba.kernel.people.models import Body, Person
from yuanba.kernel.places.codes import TOWNSHIP
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.definitions import Step
from yuanba.kernel.procedures.refusal import Refusal


def open_to_residents(case: Case, act: Act) -> bool:
    """Whether an act is open to residents. Nobody takes such an act for a body, but a village that objects."""
    return act.who != "clock" and (act.who == "resident" or case.step.by == RESIDENT)


def as_whom(case: Case, act: Act, by: Actor) -> Actor:
    """As whom an act is taken: what is open to residents is her own, whatever post a caller names beside her.

    Papers and agents keep the post of who enters or brings them, and a village that objects the post of its officer.
    """
    named = by.tenure is not None and by.resident is None
    if named and open_to_residents(case, act) and voices.speaks(case, by) is None:
        return replace(by, tenure=None)
    return by


def permit(case: Case, act: Act, by: Actor) -> None:
    """Refuse who may not do this act now.

    Refusals: `clock-only`, `not-a-resident`, `not-your-matter`, `paper-by-clerk`, `tenure-over`, `not-your-step`,
    `supervisor-acts`, `contest-own`, `must-withdraw`, those of `agency.admit` and `agency.purposed`.
    """
    if act.who == "clock" or by.speaker is None:
        if act.who != "clock" or by.speaker is not None:
            raise Refusal("clock-only")
    elif open_to_residents(case, act):
        permit_resident(case.unit, by, case, act.code)
    elif act.body:
        permit_body(case, act, by)
    else:
        permit_officer(case, case.step, by)


# Who takes down a resident's signed paper. A contest may be against the committee's own clerk.
_CLERKS = ("committee",)
_CLERKS_OF_CONTESTS = ("committee", "supervision_committee", "township_office")


def permit_agent(case: Case, act: Act, given: Authorisation) -> Actor:
    """The agent of an authorisation, where she may do an act of residents now; a list of them costs no query for each.

    Refusals: those of `permit`.
    """
    by = agency.acting(given)
    permit_resident(case.unit, by, case, act.code, given)
    return by


def permit_resident(unit: Place, by: Actor, case: Case, act: str, given: Authorisation | None = None) -> None:
    """Refuse who does not live there now, an agent without authority, and a paper from the wrong hands.

    A matter of a township or county is open to the residents of every unit under it, and its postings to objections of
    the units themselves.
    """
    if voices.speaks(case, by) is not None:
        voices.permit(case, by)
        return
    speaker = by.speaker
    gone = speaker is None or speaker.since > case.on or (speaker.until is not None and speaker.until <= case.on)
    if speaker is None or gone or not speaker.unit.startswith(unit.code):
        raise Refusal("not-a-resident", place=unit.name, place_en=unit.name_en)
    inner = case.matter.site
    if inner is not None and speaker.place.code != inner.code and not speaker.place.code.startswith(f"{inner.code}."):
        raise Refusal("not-a-resident", place=inner.name, place_en=inner.name_en)
    if by.agent:
        agency.purposed(agency.admit(by, unit, case.on, given=given), case, act, by)
    elif by.paper:
        _clerk(speaker.unit, by, case)
    if case.step.kind == "draft" and case.matter.pk is not None and case.step.by == RESIDENT:
        _begun_by(case, speaker)


def _clerk(unit: str, by: Actor, case: Case) -> None:
    tenure = own_post(by)
    kinds = _CLERKS_OF_CONTESTS if case.procedure.role == "contest" else _CLERKS
    if tenure is None or tenure.body.kind not in kinds or tenure.body.place.code not in (unit, unit[:TOWNSHIP]):
        raise Refusal("paper-by-clerk")
    in_office(tenure, case.on)


def _begun_by(case: Case, speaker: Person) -> None:
    """What a resident began, she alone goes on with: nobody else rates the answer she got."""
    first = Taking.objects.filter(matter=case.matter, seq=1, body="").values_list("resident_id", "person_id").first()
    if first is not None and speaker.pk != (first[0] or first[1]):
        raise Refusal("not-your-matter")


def permit_officer(case: Case, step: Step, by: Actor) -> None:
    """Refuse who is not in office for the body of a step, on this day, in this unit."""
    if by.resident is not None:
        raise Refusal("paper-by-clerk")
    holder = case.holder(step)
    tenure = by.tenure
    if tenure is None or holder is None:
        raise Refusal("not-your-step", step=step.name.zh, step_en=step.name.en)
    in_office(tenure, case.on)
    if tenure.person_id != (by.person.pk if by.person else None):
        raise Refusal("not-your-step", step=step.name.zh, step_en=step.name.en)
    if tenure.body_id not in acting_bodies(case, step, holder) or tenure.post not in officers(tenure.body.kind):
        raise Refusal("not-your-step", step=step.name.zh, step_en=step.name.en)
    if not step.oversight and by.person is not None and by.person.pk in case.supervisors:
        raise Refusal("supervisor-acts", law=case.cite_body("supervision_committee"))
    if case.procedure.role == "contest" and by.person is not None and contested_by(case, by.person):
        raise Refusal("contest-own")
    if step.kind in JUDGING and by.person is not None and by.person.pk in case.concerned:
        raise Refusal("must-withdraw", law=case.cite_body("committee"))


def permit_body(case: Case, act: Act, by: Actor) -> None:
    """Refuse who is not in office for the body that an act belongs to, where that is not the step's own."""
    tenure, body = own_post(by), case.body(act.body)
    if by.resident is not None or tenure is None or body is None or tenure.body_id != body.pk:
        raise Refusal("not-your-step", step=act.name.zh, step_en=act.name.en)
    in_office(tenure, case.on)
    if tenure.person_id in act.withdrawn:
        raise Refusal("must-withdraw", law=case.cite_body("committee"))


def contested_by(case: Case, person: Person) -> bool:
    """Whether somebody made the entry that is contested: she does not judge it."""
    return Contest.objects.filter(matter=case.matter.pk, taking__person=person).exists()


def acting_bodies(case: Case, step: Step, holder: Body) -> dict[int, Body]:
    """The standing bodies whose officers may act in a step, by id; its holder first."""
    found = {holder.pk: holder}
    for kind in case.kinds(step):
        # The officers of each body that sits in a joint meeting may write down what it agreed.
        for member in [pack().bodies[code] for code in kind.made_of] or [kind]:
            body = case.body(acting_kind(member))
            if body is not None:
                found[body.pk] = body
    return found
