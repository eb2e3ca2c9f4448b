"""`yuanba token`: a secret with which a program acts for an account through the API."""

import argparse
from datetime import timedelta

from yuanba.ops import house, saying

HELP = "Issue a token of an account for the API; its secret is shown once."
EXAMPLE = "yuanba token li --name 'the county archive' --days 90"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("account", metavar="ACCOUNT", help="the name somebody signs in with")
    parser.add_argument("--name", required=True, help="what it is for, so that it can be told from others")
    parser.add_argument("--days", type=int, default=90, help="how long it is good (90)")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(args: argparse.Namespace) -> int:
    if not 1 <= args.days <= 366:
        raise saying.BadUse("A token is good for 1 to 366 days.")
    house.enter_database()
    from yuanba import clock
    from yuanba.api import tokens
    from yuanba.kernel.people.models import Account

    account = Account.objects.filter(username__iexact=args.account, is_active=True).first()
    if account is None:
        raise saying.Finding(f"There is no account named {args.account}.")
    now = clock.now()
    until = now + timedelta(days=args.days)
    secret = tokens.issue(account=account, name=args.name, at=now, until=until)
    if args.json:
        saying.document({"account": account.username, "name": args.name, "token": secret, "until": until.isoformat()})
    else:
        print(f"{secret}\nGood until {until:%Y-%m-%d}; it cannot be shown again.")
    return 0
