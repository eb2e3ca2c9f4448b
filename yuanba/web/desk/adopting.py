"""`/desk/institutions/`: officers adopt, change, spread, suspend and revoke; a preview comes first."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from yuanba.institutions import account
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.places.codes import UNIT
from yuanba.kernel.places.county import pack
from yuanba.kernel.places.models import Place
from yuanba.kernel.places.scope import valid_on
from yuanba.kernel.procedures.bounded import day
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.pack import Institution
from yuanba.kernel.procedures.refusal import Refusal
from yuanba.kernel.registers import adopters
from yuanba.kernel.registers.adopters import Wanted
from yuanba.kernel.registers.adopting import Preview
from yuanba.web.desk.matter_view import key_of
from yuanba.web.desk.me import DeskView, onward
from yuanba.web.desk.refusing import CLOSED, refused, status
from yuanba.web.where import Chooser, choose

DOINGS = ("adopt", "spread", "suspend", "revoke")
PARAM = "param-"
PLACES = ("place", "source")


@dataclass
class Form:
    """What has been written so far, to be shown again."""

    doing: str = "adopt"
    codes: list[str] = field(default_factory=list)
    place: str = ""
    source: str = ""
    since: str = ""
    words: dict[str, str] = field(default_factory=dict)  # of places that are looked for by name
    looking: str = ""  # the place that is being chosen
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changed:
    """One institution of a preview with its numbers before and after, and the versions of its procedures."""

    institution: Institution
    params: tuple[tuple[Text, int | None, int], ...]
    versions: tuple[tuple[Text, int | None, int], ...]
    below: int


class Adopting(DeskView):
    """GET shows the choice, or a wish that is written in the address; only what a preview sends back is done."""

    def guarded(self, handle: Callable[..., HttpResponseBase], *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return handle(*args, **kwargs)
        except Refusal as refusal:
            return refused(args[0], refusal, None)

    @property
    def by(self) -> Actor:
        """Her adopting post; without one the refusal says whose it is to adopt."""
        tenure = adopters.office(self.me.tenures)
        if tenure is None:
            adopters.permit(self.me.home(), Actor(self.me.person), self.me.at)
        return Actor(self.me.person, tenure)

    def get(self, request: HttpRequest) -> HttpResponse:
        by = self.by
        assert by.tenure is not None
        if "doing" in request.GET:
            return self.answer(request, by, self.read(request.GET))
        known = pack().institutions
        form = Form(
            codes=[code for code in request.GET.getlist("code") if code in known],
            place=by.tenure.body.place.code,
            since=(self.me.on + timedelta(days=1)).isoformat(),
        )
        return self.page(request, form)

    def post(self, request: HttpRequest) -> HttpResponse:
        by, form = self.by, self.read(request.POST)
        return self.page(request, form) if form.looking else self.answer(request, by, form)

    def answer(self, request: HttpRequest, by: Actor, form: Form) -> HttpResponse:
        """What was wished, seen before it is done; a wish in an address is never more than seen."""
        try:
            wanted = self.wanted(form)
            if request.POST.get("stage") == "do":
                adopters.decide(wanted, by=by, at=self.me.at, key=key_of(request))
                told = urlencode({"done": form.doing, "in": wanted.place.code, "n": len(wanted.institutions)})
                return onward(request, f"{reverse('adopting')}?{told}")
            return self.page(request, form, wanted, adopters.preview(wanted, by=by, at=self.me.at))
        except Refusal as refusal:
            if refusal.code in CLOSED:
                raise
            return self.page(request, form, refusal=refusal)

    def read(self, sent: QueryDict) -> Form:
        """What was sent. A name that is looked for, or a place chosen from a list, shows the form again."""
        doing = sent.get("doing", "")
        words = {name: sent.get(f"{name}-words", "").strip() for name in PLACES}
        looking = (name for name in PLACES if f"{name}-at" in sent or f"{name}-find" in sent or words[name])
        return Form(
            doing=doing if doing in DOINGS else DOINGS[0],
            codes=sent.getlist("code"),
            place=sent.get("place-at") or sent.get("place", "").strip(),
            source=sent.get("source-at") or sent.get("source", "").strip(),
            since=sent.get("since", ""),
            words={name: "" if f"{name}-at" in sent else said for name, said in words.items()},
            looking=next(looking, ""),
            params={key.removeprefix(PARAM): sent[key].strip() for key in sent if key.startswith(PARAM)},
        )

    def wanted(self, form: Form) -> Wanted:
        """The form as a wish. Refusals: those of `bounded.day`, `blank-not-number`, `blank-not-a-choice`."""
        if not form.codes:
            raise Refusal("blank-not-a-choice")
        since = day(form.since)
        if not all(value.isascii() and value.isdigit() and len(value) < 6 for value in form.params.values()):
            raise Refusal("blank-not-number")
        doing: dict[str, Literal["adopt", "spread", "suspend", "revoke"]] = {
            "adopt": "adopt", "spread": "spread", "suspend": "suspend", "revoke": "revoke"
        }  # fmt: skip
        return Wanted(
            doing=doing[form.doing],
            institutions=tuple(form.codes),
            place=self.place(form.place, since),
            since=since,
            params={key: int(value) for key, value in form.params.items()} if form.doing == "adopt" else {},
            source=self.place(form.source, since) if form.doing == "spread" else None,
        )

    def choosers(self, form: Form) -> dict[str, Chooser]:
        """Where it is done, no wider than her own post reaches; and whose pilot is spread, anywhere in the county."""
        tenure = self.by.tenure
        assert tenure is not None
        roots = {"place": tenure.body.place.code, "source": pack().code}
        typed = {"place": form.place, "source": form.source}
        known = {one.code: one for one in Place.objects.filter(valid_on(self.me.on), code__in=typed.values())}
        return {
            name: choose(
                name,
                known.get(typed[name]),
                self.me.on,
                words=form.words.get(name, ""),
                root=roots[name],
                open=form.looking == name and len(typed[name]) < UNIT,
            )
            for name in PLACES
        }

    def place(self, code: str, on: date) -> Place:
        found = Place.objects.filter(valid_on(on), code=code).first()
        if found is None:
            raise Refusal("place-code-malformed", place=code)
        return found

    def page(
        self,
        request: HttpRequest,
        form: Form,
        wanted: Wanted | None = None,
        preview: Preview | None = None,
        refusal: Refusal | None = None,
    ) -> HttpResponse:
        done = request.GET.get("done", "")
        where = Place.objects.filter(code=request.GET.get("in", "")).first() if done in DOINGS else None
        context = {
            "me": self.me,
            "form": form,
            "choosers": {} if preview else self.choosers(form),
            "parts": account.parts(),
            "wanted": wanted,
            "preview": preview,
            "changes": _changes(preview) if preview else [],
            "chosen": [pack().institutions[code] for code in form.codes if code in pack().institutions],
            "numbers": _numbers(wanted, preview) if preview and wanted and wanted.doing == "adopt" else [],
            "missing": [(pack().bodies[one.body], one) for one in preview.missing] if preview else [],
            "refusal": refusal,
            "key": request.POST.get("key") or str(uuid.uuid4()),
            "done": done if where is not None else "",
            "where": where,
        }
        return render(request, "desk/adopting.html", context, status=status(refusal) if refusal else 200)


def _numbers(wanted: Wanted, preview: Preview) -> list[tuple[account.Bounded, int]]:
    """The numbers that may be set for the institutions chosen, each once, with what the preview says of it."""
    after = {key: value for change in preview.changes for key, value in change.after.params.items()}
    found = {}
    for code in wanted.institutions:
        for bound in account.bounded(pack().institutions[code], wanted.since):
            found.setdefault(bound.param.code, bound)
    return [(bound, after[code]) for code, bound in found.items() if code in after]


def _changes(preview: Preview) -> list[Changed]:
    found = []
    for change in preview.changes:
        before, after = change.before, change.after
        old, versions = (before.params, before.versions) if before else ({}, {})
        procedures = [pack().procedure(code, version) for code, version in after.versions.items()]
        names = {param.code: param.name for one in procedures for param in one.params.values()}
        found.append(
            Changed(
                pack().institutions[after.institution],
                tuple((names[key], old.get(key), value) for key, value in after.params.items() if key in names),
                tuple((one.name, versions.get(one.code), one.version) for one in procedures),
                change.below,
            )
        )
    return found
