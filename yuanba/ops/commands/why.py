"""`yuanba why ACCOUNT ACT OBJECT`: why somebody may do something, or may not: law, list, holder, step, post, person."""

import argparse
from typing import TYPE_CHECKING, Any

from yuanba.ops import house, saying

if TYPE_CHECKING:
    from yuanba.kernel.boards.asking import Asked

HELP = "Answer why an account may do something, or may not."
EXAMPLE = "yuanba why li sign 510722101201-2026-000001 --json"
ANYBODY = "-"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("account", metavar="ACCOUNT", help=f"a user name; {ANYBODY} asks for anybody")
    parser.add_argument(
        "act",
        metavar="ACT",
        help="of a matter: agree, sign, post, object, ask, correct.SEQ …; of a place: PROCEDURE.START; "
        "of a register: keep; of an institution: adopt",
    )
    parser.add_argument(
        "object",
        metavar="OBJECT",
        help="a matter's number, n/NOTICE, a place's code, CODE/registers/REGISTER, CODE/institutions/INSTITUTION",
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    house.enter_database()
    from yuanba import clock
    from yuanba.kernel.boards.asking import ask
    from yuanba.kernel.boards.why_json import document
    from yuanba.kernel.matters.why_about import Unasked
    from yuanba.kernel.people.models import Account

    person = None
    if args.account != ANYBODY:
        account = Account.objects.filter(username__iexact=args.account).first()
        if account is None or account.person is None:
            raise saying.BadUse(f"There is no account {args.account} with a person behind it.")
        person = account.person
    try:
        asked = ask(object=args.object, act=args.act, person=person, at=clock.now())
    except Unasked as unasked:
        raise saying.BadUse(unasked.words[saying.language()]) from None
    if args.json:
        saying.document({"account": args.account, **document(asked)})
    else:
        _print(asked)
    return 0


def _print(asked: "Asked") -> None:
    from yuanba.kernel.boards.why_json import verdict
    from yuanba.kernel.matters.why_words import LINKS
    from yuanba.kernel.places.county import pack

    language, answer = saying.language(), asked.answer
    marks: dict[Any, str] = {True: "✓", False: "✗", None: "·"}
    print(f"{asked.object} {asked.title[language]}: {answer.act[language]}")
    print(verdict(answer)[language])
    for link in answer.links:
        law = " ".join(f"[{one}]" for one in link.law)
        print(f" {marks[link.ok]} {LINKS[link.kind][language]}: {link.need[language]} {law}".rstrip())
        print(f"   {link.now[language]}")
    if answer.reason:
        print(answer.reason.remedy[language])
    for seat in answer.may:
        title = pack().bodies[seat.body.kind].title(seat.body.place.kind)
        print(f" → {title[language]}, {seat.post[language]}: {', '.join(seat.names) or '—'}")
