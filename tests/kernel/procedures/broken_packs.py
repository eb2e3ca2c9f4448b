"""Packs broken in one place: (what is broken, the code that must tell it, how to break it)."""

from tests.kernel.procedures.broken_lists import LISTS
from tests.kernel.procedures.packs import (
    P421,
    POWERS,
    QUERY,
    Breaking,
    PackCopy,
    append,
    both,
    power,
    prepend,
    small_step,
    step,
    swap,
    table_text,
    trial,
    write,
)
from yuanba.kernel.procedures.checks import lock_line

LOOSE = '{ of = "present", cmp = "gt", num = 1, den = 2 }'


def locked(line: str | None = None, then: Breaking | None = None) -> Breaking:
    def do(pack: PackCopy) -> None:
        pack.write("published.lock", (line or lock_line(pack.root, "four-two-one.v1")) + "\n")
        if then:
            then(pack)

    return do


def without_column(name: str) -> Breaking:
    def do(pack: PackCopy) -> None:
        table = pack.table()
        at = table[0].index(name)
        pack.write(POWERS, table_text([row[:at] + row[at + 1 :] for row in table]))

    return do


def on_last_row(change: str) -> Breaking:
    def do(pack: PackCopy) -> None:
        table = pack.table()
        pack.write(POWERS, table_text([*table, table[-1]] if change == "twice" else [*table[:-1], table[-1][:-1]]))

    return do


READING: list[tuple[str, str, Breaking]] = [
    ("a body in no encoding we know", "unreadable", write("bodies/group.toml", b"\xff\xfe")),
    ("a statute that is no TOML", "unreadable", write("law/vcol-2026.toml", "code = ")),
    ("no county.toml", "unreadable", lambda pack: pack.drop("county.toml")),
    ("rows in a foreign encoding", "unreadable", write(POWERS, "code,name\nA,村".encode("utf-16"))),
    ("a body without a code", "malformed", swap("bodies/group.toml", 'code = "group"', "")),
    ("a county that does not say when its law was read", "malformed", swap("county.toml", "as_of = 2026-11-23", "")),
    ("a due that is half a day", "malformed", step("archive", "due = 30", "due = 0.5")),
    ("a switch that is a word", "malformed", step("supervise", "oversight = true", 'oversight = "yes"')),
    ("arrows that are a list", "malformed", step("archive", 'on = { done = "archived" }', 'on = ["archived"]')),
    ("a threshold above the whole", "malformed", swap("law/vcol-2026.toml", "num = 2, den = 3", "num = 4, den = 3")),
    ("a certainty we do not use", "malformed", swap("law/vcol-2026.toml", 'cert = "A"', 'cert = "D"')),
    ("a key of no meaning", "key-unknown", step("archive", "due = 30", 'due = 30, colour = "red"')),
    ("a step without its English name", "name-missing", step("archive", 'name_en = "Filed in the archive", ', "")),
    ("a power without its Chinese name", "name-missing", power("A12", name="")),
    ("a citation in prose", "citation-malformed", step("archive", "vcol-2026:39", "VCOL 39")),
    ("a power citing in prose", "citation-malformed", power("A12", basis="V28(3)")),
]
HANGING_TOGETHER: list[tuple[str, str, Breaking]] = [
    ("a file under another name", "file-name", lambda pack: pack.rename("boards/finance.toml", "boards/money.toml")),
    ("a step in snake case", "code-form", lambda pack: pack.swap_all(P421, "make-safe", "make_safe")),
    (
        "two bodies of one code",
        "code-twice",
        lambda pack: pack.write("bodies/grp.toml", (pack.root / "bodies/group.toml").read_bytes()),
    ),
    ("an end called like a step", "code-twice", lambda pack: pack.swap_all(P421, "archived", "archive")),
    ("two institutions of one number", "number-twice", swap("institutions/timely-disclosure.toml", "28", "23")),
    ("a county's code of four digits", "county-code", swap("county.toml", '"510722"', '"5107"')),
    ("a step by nobody known", "body-unknown", step("archive", '"committee"', '"comittee"')),
    (
        "an assembly acting through nobody",
        "body-unknown",
        swap("bodies/villager_assembly.toml", '"committee"', '"comittee"'),
    ),
    (
        "supervisors elected by nobody known",
        "body-unknown",
        swap("bodies/supervision_committee.toml", '"resident_assembly"', '"everybody"'),
    ),
    ("a power held by nobody", "body-unknown", power("A12", holder="chief")),
    ("a power decided by nobody known", "body-unknown", power("A12", decider="elders")),
    ("a power carried out by nobody known", "body-unknown", power("A12", executor="elders")),
    (
        "an institution that is nobody",
        "body-unknown",
        swap("institutions/supervision-committee.toml", "is = [", 'is = ["elders", '),
    ),
    ("a posting on no board", "board-unknown", step("publish-decision", '"village-affairs"', '"wall"')),
    (
        "an institution showing on no board",
        "board-unknown",
        swap("institutions/timely-disclosure.toml", '"village-affairs"', '"wall"'),
    ),
    ("a step binding to no register", "register-unknown", step("confer", '"powers"', '"power"')),
    (
        "an institution keeping no register",
        "register-unknown",
        swap("institutions/four-two-one.toml", '"mandates"', '"mandate"'),
    ),
    (
        "an institution doing nothing known",
        "procedure-unknown",
        swap("institutions/timely-disclosure.toml", '"objection"', '"objections"'),
    ),
    ("a power by no procedure", "procedure-unknown", power("A12", procedure="four-two-two")),
    ("a power at no step", "step-unknown", power("P01", step="proposing")),
    ("an index of no field", "field-unknown", swap("registers/powers.toml", '"holder"', '"keeper"')),
    ("a deadline by no parameter", "param-unknown", step("petition", "due = 60", 'due = "days"')),
    ("a posting by no parameter", "param-unknown", step("publish-result", '"posting_days"', '"days"')),
    (
        "a parameter bound to no rule",
        "rule-unknown",
        swap(P421, "default = 15", 'default = 15, rule = "haste"', after="params.propose_days"),
    ),
    ("a bar of no meaning", "bar-unknown", swap("bodies/committee.toml", "bars = [", 'bars = ["left_handed", ')),
    ("a body that leads nobody known", "body-unknown", swap("bodies/party_org.toml", '"collective",', '"colective",')),
    (
        "a committee that guides itself",
        "relation-to-itself",
        swap("bodies/committee.toml", 'guides = ["group",', 'guides = ["committee",'),
    ),
    (
        "a committee that leads those who lead it",
        "relation-circular",
        prepend("bodies/committee.toml", 'leads = ["party_township"]'),
    ),
    (
        "a supervision committee that supervises nobody",
        "oversight-of-nobody",
        swap("bodies/supervision_committee.toml", 'supervises = ["committee"]', ""),
    ),
    ("an odd number of nobody", "post-not-there", swap("bodies/collective.toml", '"director"]', '"captain"]')),
    ("a board in no kind of place", "place-kind-unknown", swap("boards/finance.toml", '"group"', '"hamlet"')),
    ("a power in no kind of place", "place-kind-unknown", power("A12", at="village;hamlet")),
    ("a board shown to nobody known", "visibility-unknown", swap("boards/finance.toml", '"members"', '"friends"')),
    ("a register shown to nobody known", "visibility-unknown", swap("registers/powers.toml", '"public"', '"friends"')),
    (
        "one parameter with two bounds",
        "param-clash",
        swap("institutions/timely-disclosure.toml", '"objection-above"]', '"objection-above", "supervision-query"]'),
    ),
    ("a group whose head cannot act", "body-cannot-act", swap("bodies/group.toml", "acts = true", "acts = false")),
]
SOUND: list[tuple[str, str, Breaking]] = [
    ("a verb that does not exist", "kind-unknown", step("archive", 'kind = "do"', 'kind = "file"')),
    (
        "an outcome of another verb",
        "outcome-unknown",
        step("archive", 'done = "archived"', 'done = "archived", pass = "archived"'),
    ),
    ("a role that does not exist", "role-unknown", swap(QUERY, 'role = "query"', 'role = "riddle"')),
    ("an end of no tone", "tone-unknown", swap(P421, '"good"', '"splendid"')),
    ("a posting of nothing said", "posts-unknown", step("publish-result", 'posts = "result", ', "")),
    ("a petition without its threshold", "threshold-unknown", step("petition", 'threshold = "petition"\n', "")),
    ("a board on a work step", "key-misplaced", step("carry-out", "due = 180", 'due = 180, board = "village-affairs"')),
    ("a guard that nobody wrote", "guard-unknown", step("archive", "due =", 'guards = ["moat"], due =')),
    ("an effect that nobody wrote", "effect-unknown", step("archive", "due =", 'effect = "abracadabra", due =')),
    ("an entry in no register", "register-unknown", step("archive", "due =", 'enters = "book", due =')),
    ("an entry that the clock makes", "key-misplaced", step("publish-result", "due =", 'enters = "mandates", due =')),
    (
        "an entry of another type",
        "entry-clash",
        both(
            step("archive", "due =", 'enters = "mandates", due ='),
            append("registers/mandates.toml", '[field.budget]\nname = "预算"\nname_en = "Budget"\ntype = "text"\n'),
        ),
    ),
    ("a procedure in no kind of place", "place-kind-unknown", swap(P421, "version = 1", 'version = 1\nat = ["moon"]')),
    ("a posting without a board", "board-missing", step("publish-result", 'board = "village-affairs", ', "")),
    ("a posting without its days", "posting-missing", step("publish-result", 'posting = "posting_days", ', "")),
    ("no way in", "start-missing", swap(QUERY, '[start.ask]\nname = "提出质询"\nname_en = "Put a query"', "[start]")),
    ("a way in to nowhere", "start-unknown", swap(P421, "start.petition =", "start.petitions =")),
    ("an arrow to nowhere", "arrow-dangling", step("archive", '"archived"', '"attic"')),
    ("work that is never done", "outcome-missing", step("archive", "done =", "fail =")),
    (
        "a review without an arrow",
        "outcome-missing",
        trial(
            small_step("a", "review", "committee", 'agree = "z", return = "b"')
            + small_step("b", "review", "committee", "")
        ),
    ),
    ("a posting nobody can upset", "upheld-missing", step("publish-decision", ', upheld = "confer"', "")),
    ("a lapse without a deadline", "due-missing", step("petition", "due = 60\n", "")),
    ("a step no arrow reaches", "step-unreachable", step("propose", ', urgent = "make-safe"', "")),
    ("an end no arrow reaches", "end-unused", append(P421, '[end.lost]\nname = "丢失"\nname_en = "Lost"')),
    (
        "a step that returns to itself for ever",
        "step-endless",
        trial(
            small_step("a", "review", "committee", 'agree = "z", return = "b"')
            + small_step("b", "meet", "committee", 'agree = "b"')
        ),
    ),
    (
        "two steps that return to each other for ever",
        "loop-without-exit",
        trial(
            small_step("a", "review", "committee", 'agree = "z", return = "b"')
            + small_step("b", "meet", "committee", 'agree = "c"')
            + small_step("c", "meet", "committee", 'agree = "b"')
        ),
    ),
    (
        "a default outside its bounds",
        "param-default",
        swap(P421, "default = 15", "default = 90", after="params.posting_days"),
    ),
    ("a vote by nobody", "vote-without-body", step("resolve", '"@deciding-body"', '""')),
    (
        "a vote by a body that no law lets vote",
        "vote-without-body",
        step("resolve", '"@deciding-body"', '"two_committees"'),
    ),
    ("a vote by Party members", "vote-not-binding", step("resolve", '"@deciding-body"', '"party_member_meeting"')),
    ("a power decided by Party members", "vote-not-binding", power("M11", decider="party_member_meeting")),
    ("a way to the vote with no power chosen", "power-unbound", step("confer", 'binds = "powers"\n', "")),
]
LAWFUL: list[tuple[str, str, Breaking]] = [
    ("a statute that is not in the pack", "statute-unknown", step("archive", "vcol-2026:39", "vcol-2018:34")),
    ("an article that the pack has not read", "article-unknown", step("archive", "vcol-2026:39", "vcol-2026:49")),
    ("an item past the last", "article-unknown", power("A12", basis="vcol-2026:28(7)")),
    (
        "a power by a statute out of force",
        "law-not-in-force",
        swap("law/civil-code.toml", "since = 2021-01-01", "since = 2021-01-01\nuntil = 2026-01-01"),
    ),
    (
        "an article not read, cited as law",
        "unverified-as-law",
        swap("law/vcol-2026.toml", 'cert = "A"', 'cert = "C"', after="[article.12]"),
    ),
    (
        "an assembly by rules not read",
        "unverified-as-law",
        swap(
            "law/defaults.toml",
            'unverified = "党内法规关于党员大会的规定"\nunverified_en = "the Party\'s own rules on meetings of members"\n',
            "",
        ),
    ),
    ("a default that says it is law", "default-as-law", swap("law/defaults.toml", 'cert = "L"', 'cert = "A"')),
    (
        "a statutory number without its article",
        "default-as-law",
        swap("law/vcol-2026.toml", 'basis = "vcol-2026:35"\n', ""),
    ),
    (
        "a default cited as law",
        "default-as-law",
        both(
            append("law/defaults.toml", '[article.1]\nsummary = "甲"\nsummary_en = "A"\ncert = "L"'),
            step("archive", "vcol-2026:39", "defaults:1"),
        ),
    ),
    (
        "a board without a basis",
        "basis-missing",
        swap("boards/village-affairs.toml", 'law = ["vcol-2026:35", "rcol-2026:34"]', ""),
    ),
    ("a power without a basis", "basis-missing", power("A12", basis="")),
    ("a posting of ten days", "posting-too-short", swap(P421, "min = 15", "min = 10")),
    ("supervisors kept waiting for twenty days", "param-beyond-law", swap(QUERY, "max = 10", "max = 20")),
    (
        "a plain majority for the collective's members",
        "majority-weaker",
        prepend("bodies/collective_member_assembly.toml", f"pass = [{LOOSE}]"),
    ),
    (
        "half of all members for the collective",
        "majority-weaker",
        prepend("bodies/collective_member_assembly.toml", f"pass = [{LOOSE.replace('present', 'all_members')}]"),
    ),
    (
        "a third of households for the village assembly",
        "quorum-weaker",
        prepend(
            "bodies/villager_assembly.toml", 'quorum_any = [{ of = "household_reps", cmp = "ge", num = 1, den = 3 }]'
        ),
    ),
    (
        "a quorum counted some other way",
        "quorum-weaker",
        prepend("bodies/villager_assembly.toml", 'quorum_any = [{ of = "present", cmp = "ge", num = 1, den = 1 }]'),
    ),
    (
        "the urgent step entered without danger",
        "urgent-bypass",
        step("confer", 'return = "propose"', 'return = "make-safe"'),
    ),
    (
        "the urgent step as a way in",
        "urgent-bypass",
        append(P421, '[start.make-safe]\nname = "排险"\nname_en = "Make safe"'),
    ),
    ("urgency that leads to the archive", "urgent-arrow", step("supervise", "on = {", 'on = { urgent = "archive",')),
    (
        "an upheld objection that lets the work begin",
        "implementation-unposted",
        step("publish-decision", 'upheld = "confer"', 'upheld = "carry-out"'),
    ),
    (
        "work that begins when only a result was posted",
        "implementation-unposted",
        step("publish-decision", 'posts = "decision"', 'posts = "result"'),
    ),
    (
        "work that nobody voted for",
        "implementation-undecided",
        trial(
            small_step("a", "review", "committee", 'agree = "b"', 'binds = "powers"')
            + small_step("b", "do", "@executor", 'done = "z"')
        ),
    ),
    ("a village assembly deciding land compensation", "decider-wrong", power("M10", decider="villager_assembly")),
    (
        "the members' assembly deciding the village's works",
        "decider-wrong",
        power("A11", decider="collective_member_assembly"),
    ),
    (
        "a whole article decided by the wrong assembly",
        "decider-wrong",
        power("M01", decider_community="collective_member_assembly"),
    ),
    (
        "a step where villagers vote on land compensation",
        "decider-wrong",
        both(
            step("resolve", '"@deciding-body"', '"villager_assembly"'),
            step("resolve", '"rceo-2025:27"', '"rceo-2025:26(10)"'),
        ),
    ),
    ("land compensation left to representatives", "delegation-barred", power("M10", delegable="yes")),
    (
        "a power delegated to nobody",
        "delegation-barred",
        swap("bodies/collective_rep_assembly.toml", 'stands_for = "collective_member_assembly"', ""),
    ),
    ("a power that nobody decides", "power-without-decider", power("A12", decider="")),
    ("a power no assembly of the community decides", "power-without-decider", power("M13", decider_community="")),
    ("a residents' assembly in a village", "body-not-there", power("A12", decider="resident_assembly")),
    ("a committee deciding by itself", "vote-without-body", power("M11", decider="committee")),
    ("supervisors who do the work", "supervisor-acts", step("carry-out", '"@executor"', '"supervision_committee"')),
    ("supervisors whose step is no supervision", "supervisor-acts", step("supervise", "oversight = true, ", "")),
    (
        "supervisors who post the result",
        "supervisor-acts",
        step("publish-result", '"committee"', '"supervision_committee", oversight = true'),
    ),
    ("supervisors who carry out a power", "supervisor-acts", power("M13", executor="supervision_committee")),
    ("supervisors who propose", "supervisor-acts", power("S03", step="propose")),
    (
        "a committee that supervises itself",
        "oversight-by-other",
        step("supervise", '"supervision_committee"', '"committee"'),
    ),
    (
        "supervisors kin to the committee",
        "oversight-unbarred",
        swap("bodies/supervision_committee.toml", ', "near_relative_of_committee_member"', ""),
    ),
    (
        "supervisors in the joint meeting",
        "oversight-cross-posted",
        swap("bodies/two_committees.toml", "made_of = [", 'made_of = ["supervision_committee", '),
    ),
    (
        "supervisors acting through the committee",
        "oversight-cross-posted",
        swap("bodies/supervision_committee.toml", "oversight = true", 'oversight = true\nacts_through = "committee"'),
    ),
]
ROWS: list[tuple[str, str, Breaking]] = [
    ("a row with a cell too few", "row-ragged", on_last_row("ragged")),
    ("a row that stands twice", "row-twice", on_last_row("twice")),
    ("a column of no field", "row-unknown-column", swap(POWERS, "unverified_en", "colour")),
    ("a column too few", "column-missing", without_column("wording")),
    ("a choice that is not offered", "row-misfit", power("A12", list="wishes")),
    ("neither yes nor no", "row-misfit", power("A12", delegable="perhaps")),
    ("a power nobody carries out", "row-misfit", power("A12", executor="")),
    ("an adopted version that changed", "published-changed", locked(then=append(P421, "# a remark"))),
    ("an adopted version that is gone", "published-missing", locked("0" * 64 + "  procedures/four-two-one.v0.toml")),
    ("a lock that cannot be read", "lock-malformed", locked("four-two-one.v1")),
    ("the divisions of another county", "places-other-county", swap("county.toml", '"510722"', '"510723"')),
    ("a unit's code too short", "places-code-short", swap("places/divisions.csv", "510722101002", "51072210100")),
]
BROKEN = [*READING, *HANGING_TOGETHER, *SOUND, *LAWFUL, *ROWS, *LISTS]
