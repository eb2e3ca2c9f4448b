"""An answer to "why?" as a document, the same for the command line and the API: names in both languages, law cited."""

from typing import Any

from yuanba.kernel.boards.asking import Asked
from yuanba.kernel.matters.why import Answer, Link, Seat
from yuanba.kernel.matters.why_words import LINKS
from yuanba.kernel.people.models import Body
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.reasons import KINDS, REASONS

Shown = dict[str, Any]
MAY = Text("可以办。", "It may be done.")
ANYBODY = Text("具备下列条件的人可以办。", "Whoever meets what follows may do it.")
ITSELF = Text("到时候自动办理，不由任何人办。", "It happens by itself and is for nobody to do.")
MAY_NOT = Text("现在不能办。", "It may not be done now.")


def verdict(answer: Answer) -> Text:
    """The answer in one sentence."""
    if answer.by_itself:
        return ITSELF
    return {True: MAY, False: MAY_NOT, None: ANYBODY}[answer.allowed]


def text(value: Text) -> Shown:
    return {"zh": value.zh, "en": value.en}


def cited(citation: Citation) -> Shown:
    """An article with its edition and how sure we are of it: A read, B from a good source, C unverified."""
    statute = pack().law.statutes[citation.statute]
    article = pack().law.article(citation)
    return {
        "citation": str(citation),
        "statute": text(statute.short),
        "edition": text(statute.edition),
        "certainty": article.cert if article else "C",
        "summary": text(article.summary) if article else None,
        "url": f"/law/{citation.statute}/#a{citation.article}",
    }


def linked(link: Link) -> Shown:
    return {
        "kind": link.kind,
        "name": text(LINKS[link.kind]),
        "need": text(link.need),
        "now": text(link.now),
        "ok": link.ok,
        "law": [cited(one) for one in link.law],
        "unverified": text(link.unverified) if link.unverified else None,
        "refusal": link.refusal.code if link.refusal else None,
    }


def body(one: Body) -> Shown:
    return {
        "kind": one.kind,
        "place": one.place.code,
        "name": text(pack().bodies[one.kind].title(one.place.kind)),
        "telephone": one.telephone or None,
        "url": f"/bodies/{one.pk}/",
    }


def seated(seat: Seat) -> Shown:
    return {"body": body(seat.body), "post": text(seat.post), "names": list(seat.names)}


def reason(answer: Answer) -> Shown | None:
    """Of which kind the reason is, and what would have to change."""
    refusal = answer.broken.refusal if answer.broken else None
    if refusal is None:
        return None
    kind = REASONS[refusal.code].kind
    return {
        "code": refusal.code,
        "sentence": {"zh": refusal.sentence("zh-hans"), "en": refusal.sentence("en")},
        "kind": kind,
        "name": text(KINDS[kind].name),
        "remedy": text(KINDS[kind].remedy),
    }


def document(asked: Asked) -> Shown:
    answer = asked.answer
    return {
        "object": asked.object,
        "act": asked.act,
        "name": text(answer.act),
        "allowed": answer.allowed,
        "verdict": text(verdict(answer)),
        "reason": reason(answer),
        "links": [linked(link) for link in answer.links],
        "may": {"residents": answer.residents, "posts": [seated(seat) for seat in answer.may]},
        "by_itself": answer.by_itself,
        "rings_at": answer.rings_at.isoformat(timespec="seconds") if answer.rings_at else None,
        "turn_to": [body(one) for one in answer.turn],
        "url": f"/why/{asked.object}/{asked.act}/",
    }
