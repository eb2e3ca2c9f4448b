"""Build one throw-away database: the demonstration county, and the matters asked for, a fifth of them in one village.

Run by the benchmark in a process of its own: `python -m bench.seed MATTERS FACTS.json UNITS`, with the settings in the
environment. FACTS.json then tells what to measure: the village, its matters, a session.
"""

import json
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

VILLAGE_SHARE = 5  # one matter of five is the village's
# A unit has few matters running at a time, however long its past is; so old ones lie between them.
RUNNING_IN_VILLAGE = 16
RUNNING_ELSEWHERE = 2
AT_ONCE = 4_000
OBJECTED = 20  # every twentieth ended matter had an objection
# The INSERT that a take is compared with goes here; nothing else does.
YARDSTICK = "CREATE TABLE bench_line (account bigint NOT NULL, at varchar(40) NOT NULL, words varchar(200) NOT NULL)"
CSRF = "benchbenchbenchbenchbenchbench32"


def plan(chance: random.Random, homes: dict[str, Any], matters: int, now: datetime) -> list[tuple[datetime, Any, Any]]:
    """(began, home, life) of each matter, in the order in which they began."""
    from bench import lives
    from yuanba.ops.demo.cast import VILLAGE

    codes, found = list(homes), []
    others = [code for code in codes if code != VILLAGE] or [VILLAGE]
    running: dict[str, int] = {VILLAGE: RUNNING_IN_VILLAGE}
    for number in range(matters):
        code = VILLAGE if number % VILLAGE_SHARE == 0 else others[number % len(others)]
        left = running.setdefault(code, RUNNING_ELSEWHERE)
        if left:
            running[code] = left - 1
            life: Any = lives.RUNNING[left % len(lives.RUNNING)]
            ended_days_ago = 1.0 + chance.random()
        else:
            life = chance.choice(lives.ENDED)
            longest = 320 - sum(deed.days for deed in life)
            ended_days_ago = 2 + chance.random() * longest
        began = now - timedelta(days=sum(deed.days for deed in life) + ended_days_ago)
        found.append((began.replace(microsecond=0), homes[code], life))
    return sorted(found, key=lambda one: one[0])


def fill(matters: int, now: datetime) -> None:
    """Write the matters with their takings, notices, meetings and ledger entries."""
    from bench import bulk, lives
    from bench.writing import Writer, homes
    from yuanba.kernel.matters.models import Counter

    chance = random.Random(matters)
    writer = Writer(chance)
    for number, (began, home, life) in enumerate(plan(chance, homes(), matters, now), 1):
        matter = writer.live(home, life, began)
        if number % OBJECTED == 0 and life == lives.ARCHIVED:
            writer.live(home, lives.OBJECTED, began + timedelta(days=140), parent=matter)
        if number % AT_ONCE == 0:
            writer.flush()
    writer.flush()
    writer.seals.write_heads()
    Counter.objects.bulk_create(
        [Counter(unit=unit, year=year, last=last) for (unit, year), last in writer.last.items()],
        update_conflicts=True,
        unique_fields=["unit", "year"],
        update_fields=["last"],
    )
    bulk.settle(*writer.tables)


def session() -> str:
    """The key of a session of the village's Party secretary."""
    from django.test import Client

    from yuanba.kernel.people.models import Account

    client = Client()
    client.force_login(Account.objects.get(username="zhou"), backend="django.contrib.auth.backends.ModelBackend")
    return str(client.cookies["sessionid"].value)


def facts(matters: int) -> dict[str, Any]:
    """What the benchmark needs to know of this database."""
    from yuanba.kernel.boards.models import Notice
    from yuanba.kernel.matters.models import Matter, Taking
    from yuanba.ops.demo.cast import VILLAGE

    own = Matter.objects.filter(unit__code=VILLAGE, role="main")
    return {
        "asked": matters,
        "matters": Matter.objects.count(),
        "takings": Taking.objects.count(),
        "unit": VILLAGE,
        "in_unit": own.count(),
        "archived": own.filter(end="archived").order_by("-pk").values_list("number", flat=True)[0],
        # With the number of takings that a form of each would have before its eyes.
        "waiting": dict(own.filter(step="propose").order_by("pk").values_list("number", "taken")),
        "deep": own.order_by("pk").values_list("pk", flat=True)[own.count() // 2],
        "notice": Notice.objects.filter(unit__code=VILLAGE, posts="result")
        .order_by("-pk")
        .values_list("pk", flat=True)[0],
        "session": session(),
        "csrf": CSRF,
    }


def main(matters: int, into: Path, units: str) -> None:
    import django

    django.setup()
    from django.db import connection

    from yuanba import clock
    from yuanba.ops import ticking
    from yuanba.ops.demo import build

    build.build(build.data_dir(), units=units)
    fill(matters, clock.now())
    with connection.cursor() as cursor:
        cursor.execute(YARDSTICK)
    ticking.once(clock.now())
    with connection.cursor() as cursor:
        # As a database that is looked after has it: the planner knows how large the tables are.
        cursor.execute("ANALYZE")
    into.write_text(json.dumps(facts(matters)), encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
