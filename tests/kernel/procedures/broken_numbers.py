"""Copies of the pack in which a number does nothing or too much, and an objection that is right changes nothing."""

from tests.kernel.procedures.packs import P421, Breaking, both, prepend, step, swap

OBJECTION, ABOVE = "procedures/objection.v1.toml", "procedures/objection-above.v1.toml"
CONTEST, CERTIFICATE = "procedures/contest.v1.toml", "procedures/seal-use.v1.toml"
IDLE = 'params.idle_days = { name = "天数", name_en = "Days", min = 1, max = 9, default = 5 }\n'


def renamed(file: str, end: str = "upheld") -> Breaking:
    """The end is called otherwise, and every arrow to it too."""
    return both(
        swap(file, f"end.{end}", f"end.well-{end}"), lambda pack: pack.swap_all(file, f'"{end}"', f'"well-{end}"')
    )


NUMBERS = [
    ("a parameter that no step uses", "param-unused", swap(P421, "params.propose_days", IDLE + "params.propose_days")),
    (
        "a parameter whose step has a number of its own",
        "param-unused",
        step("propose", 'due = "propose_days"', "due = 15"),
    ),
    (
        "the days of a contest in another procedure",
        "param-unused",
        swap(P421, "params.propose_days", IDLE.replace("idle", "contest") + "params.propose_days"),
    ),
    (
        "how long a certificate holds where none is issued",
        "param-unused",
        step("seal", 'effect = "issue-certificate"\n', "", file=CERTIFICATE),
    ),
    (
        "a committee for five hundred years",
        "term-too-long",
        swap("bodies/committee.toml", "term_years = 5", "term_years = 500"),
    ),
    (
        "a number of tables that reaches into the past",
        "malformed",
        swap("procedures/feast-report.v1.toml", "most = 200", "past = 200"),
    ),
    (
        "a day that is at most a number",
        "malformed",
        swap("procedures/yard-meeting.v1.toml", "past = 7, future = 366", "most = 7"),
    ),
    (
        "a day that lies a thousand years back",
        "malformed",
        swap("procedures/yard-meeting.v1.toml", "past = 7", "past = 365250"),
    ),
    (
        "a day that lies half a day back",
        "malformed",
        swap("procedures/yard-meeting.v1.toml", "past = 7", "past = 0.5"),
    ),
    ("a council for six years", "term-too-long", swap("bodies/moral_council.toml", "term_years = 5", "term_years = 6")),
    ("a term where there was none", "term-too-long", prepend("bodies/township_office.toml", "term_years = 500")),
    ("an objection above that ends well under another name", "upholds-nothing", renamed(ABOVE)),
    ("a contest that ends well under another name", "upholds-nothing", renamed(CONTEST)),
    (
        "an objection that nobody can be right with",
        "upholds-nothing",
        both(renamed(OBJECTION), renamed(OBJECTION, "ordered")),
    ),
]
