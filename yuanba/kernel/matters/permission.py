"""Who may do an act: tenure, place and step. One function answers for pages, API, desk and the golden matrix alike."""

from yuanba.kernel.matters.case import Case
from yuanba.kernel.matters.verbs import Act
from yuanba.kernel.people.actors import Actor, acting_kind, officers
from yuanba.kernel.people.models import Body, Tenure
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.procedures.definitions import Step
from yuanba.kernel.procedures.refusal import Refusal


def permit(case: Case, act: Act, by: Actor) -> None:
    """Refuse who may not do this act now.

    Refusals: `clock-only`, `not-a-resident`, `paper-by-clerk`, `tenure-over`, `not-your-step`, `supervisor-acts`.
    """
    if act.who == "clock" or by.speaker is None:
        if act.who != "clock" or by.speaker is not None:
            raise Refusal("clock-only")
    elif act.who == "resident" or case.step.by == "@resident":
        permit_resident(case.unit, by, case)
    else:
        permit_officer(case, case.step, by)


def permit_resident(unit: Place, by: Actor, case: Case) -> None:
    """Refuse who does not live there now, and a paper that is not entered by the committee of the speaker's unit.

    A matter of a township or county is open to the residents of every unit under it.
    """
    speaker = by.speaker
    gone = speaker is None or speaker.since > case.on or (speaker.until is not None and speaker.until <= case.on)
    if speaker is None or gone or not speaker.unit.startswith(unit.code):
        raise Refusal("not-a-resident", place=unit.name, place_en=unit.name_en)
    inner = case.matter.site
    if inner is not None and speaker.place.code != inner.code and not speaker.place.code.startswith(f"{inner.code}."):
        raise Refusal("not-a-resident", place=inner.name, place_en=inner.name_en)
    if by.paper:
        tenure = by.tenure
        clerk = by.person is not None and tenure is not None and tenure.person_id == by.person.pk
        if tenure is None or not clerk or tenure.body.place.code != speaker.unit or tenure.body.kind != "committee":
            raise Refusal("paper-by-clerk")
        _in_office(tenure, case)


def _in_office(tenure: Tenure, case: Case) -> None:
    if tenure.since > case.on or (tenure.until is not None and tenure.until <= case.on):
        raise Refusal("tenure-over")


def permit_officer(case: Case, step: Step, by: Actor) -> None:
    """Refuse who is not in office for the body of a step, on this day, in this unit."""
    if by.paper:
        raise Refusal("paper-by-clerk")
    holder = case.holder(step)
    tenure = by.tenure
    if tenure is None or holder is None:
        raise Refusal("not-your-step", step=step.name.zh, step_en=step.name.en)
    _in_office(tenure, case)
    if tenure.person_id != (by.person.pk if by.person else None):
        raise Refusal("not-your-step", step=step.name.zh, step_en=step.name.en)
    if tenure.body_id not in acting_bodies(case, step, holder) or tenure.post not in officers(tenure.body.kind):
        raise Refusal("not-your-step", step=step.name.zh, step_en=step.name.en)
    if not step.oversight and by.person is not None and by.person.pk in case.supervisors:
        raise Refusal("supervisor-acts", law=case.cite_body("supervision_committee"))


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
