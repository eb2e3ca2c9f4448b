"""The forms of the files of a pack: every key that may be written in them, and of what type it is."""

from yuanba.kernel.procedures.forms import COUNTED, DAY, NUMBER, SOME, SPAN, TEXT, TEXTS, YES, Form, Kind, OneOf

NAME: Form = {"name": TEXT, "name_en": TEXT}
UNVERIFIED: Form = {"unverified": TEXT, "unverified_en": TEXT}
FIELD_TYPES = ("text", "long", "number", "money", "date", "choice", "person", "place", "file", "items", "yes", "roll")
CERTAINTY = OneOf(("A", "B", "C", "L"))
DUE = Kind((int, str), "整数天数、参数或规则", "a whole number of days, a parameter or a rule", least=1)
# Days before or after the day of an act; a hundred years at most.
REACH = Kind((int,), "0 到 36500 的整数", "a whole number from 0 to 36500", most=36_500)

FIELD: Form = {
    **NAME,
    "type!": OneOf(FIELD_TYPES),
    "required": YES,
    "public": YES,
    "choices": {"*": NAME},
    "help": TEXT,
    "help_en": TEXT,
    "of": TEXT,
    "subject": YES,
    "fixed": YES,
    "past": REACH,
    "future": REACH,
    "most": COUNTED,
}
STEP: Form = {
    **NAME,
    **UNVERIFIED,
    "kind!": TEXT,
    "by!": TEXT,
    "on!": {"*": TEXT},
    "law": TEXTS,
    "due": DUE,
    "field": {"*": FIELD},
    "task": {"*": NAME},
    "oversight": YES,
    "urgent": YES,
    "board": TEXT,
    "posts": TEXT,
    "posting": TEXT,
    "threshold": TEXT,
    "binds": TEXT,
    "guards": TEXTS,
    "effect": TEXT,
    "enters": TEXT,
    "hint": TEXT,
    "hint_en": TEXT,
}
PROCEDURE: Form = {
    **NAME,
    "code!": TEXT,
    "version!": COUNTED,
    "summary": TEXT,
    "summary_en": TEXT,
    "law": TEXTS,
    "params": {"*": {**NAME, "min!": NUMBER, "max!": NUMBER, "default!": NUMBER, "rule": TEXT}},
    "start!": {"*": NAME},
    "step!": {"*": STEP},
    "end!": {"*": {**NAME, "tone": TEXT}},
    "at": TEXTS,
    "role": TEXT,
    "reading": TEXT,
    "reading_en": TEXT,
}
# What a threshold may be a share of: only what somebody counts.
BASES = (
    "present present_members all_members members all_representatives representatives composition villagers "
    "adult_villagers adult_residents household_reps adult_group_villagers group_household_reps women_representatives "
    "voters ballots directors all_directors area owners participating_area participating_owners"
).split()
THRESHOLD: Form = {"of!": OneOf(tuple(BASES)), "cmp!": OneOf(("gt", "ge")), "num!": COUNTED, "den!": COUNTED}
THRESHOLDS: Form = [THRESHOLD]
BODY: Form = {
    **NAME,
    "code!": TEXT,
    "names": {"*": NAME},
    "at!": SOME,
    "post": {"*": {**NAME, "seats": SPAN, "acts": YES, "public": YES}},
    "law": TEXTS,
    "size": SPAN,
    "sizes": {"*": SPAN},
    "women_min": NUMBER,
    "term_years": COUNTED,
    "elected_by": TEXTS,
    "filled_by": TEXT,
    "bars": TEXTS,
    "made_of": TEXTS,
    "acts_through": TEXT,
    "oversight": YES,
    "required": YES,
    "quorum_any": THRESHOLDS,
    "pass": THRESHOLDS,
    "stands_for": TEXT,
    "leads": TEXTS,
    "guides": TEXTS,
    "supervises": TEXTS,
    "odd": TEXTS,
    "hands_over": YES,
    "aliases": TEXTS,
}
BOARD: Form = {**NAME, **UNVERIFIED, "code!": TEXT, "at!": SOME, "law": TEXTS, "visibility": TEXT}
REGISTER: Form = {
    **NAME,
    "code!": TEXT,
    "field": {"*": FIELD},
    "index": TEXTS,
    "visibility": TEXT,
    "kept_by": TEXT,
    "through": TEXTS,
    "count": {"*": {"*": NUMBER}},
}
INSTITUTION: Form = {
    **NAME,
    "code!": TEXT,
    "number!": COUNTED,
    "is": TEXTS,
    "does": TEXTS,
    "keeps": TEXTS,
    "shows": TEXTS,
}
SUBJECT: Form = {**NAME, "code!": TEXT, "number!": COUNTED, "procedures": TEXTS}
ASSEMBLY: Form = {
    **UNVERIFIED,
    "basis": TEXT,
    "cert": CERTAINTY,
    "quorum_any": THRESHOLDS,
    "quorum_all": THRESHOLDS,
    "pass": THRESHOLDS,
    "pass_special": THRESHOLDS,
    "special_items": [COUNTED],
    "petition_any": THRESHOLDS,
    "composition": THRESHOLDS,
    "notice_days": NUMBER,
    "urgent": YES,
    "convened_by": TEXT,
    "requires_mandate": YES,
    "remote": OneOf(("none", "instant_messaging")),
    "proxy": OneOf(("none", "written_same_household")),
    "binding": YES,
    "age_min": NUMBER,
    "households_per_rep": SPAN,
    "meetings_per_year": NUMBER,
}
ELECTION: Form = {
    **NAME,
    "basis!": TEXT,
    "cert": CERTAINTY,
    "turnout!": THRESHOLD,
    "elect!": THRESHOLD,
    "second!": THRESHOLD,
    "proxies": NUMBER,
    "contested": YES,
    "barred": TEXT,
    "barred_en": TEXT,
}
STATUTE: Form = {
    **NAME,
    "code!": TEXT,
    "short": TEXT,
    "short_en": TEXT,
    "edition": TEXT,
    "edition_en": TEXT,
    "since!": DAY,
    "until": DAY,
    "at": TEXTS,
    "ours": YES,
    "article": {"*": {"summary": TEXT, "summary_en": TEXT, "cert": CERTAINTY, "items": COUNTED}},
    "assembly": {"*": ASSEMBLY},
    "election": {"*": ELECTION},
    "rule": {
        "*": {
            "value!": NUMBER,
            "basis": TEXT,
            "cert": CERTAINTY,
            "bound": OneOf(("min", "max", "none")),
            "note": TEXT,
        }
    },
    "reserved": [{**NAME, "matter!": TEXT, "deciders!": TEXTS}],
}
COUNTY: Form = {
    **NAME,
    "code!": TEXT,
    "province": TEXT,
    "province_en": TEXT,
    "city": TEXT,
    "city_en": TEXT,
    "as_of!": DAY,
    "host!": {"name!": TEXT, "name_en!": TEXT},
    "telephone!": {"county!": TEXT, "county_en!": TEXT, "unit!": TEXT, "unit_en!": TEXT},
    "demo": {"notice!": TEXT, "notice_en!": TEXT, "town!": TEXT},
    "reading": {"text!": TEXT, "text_en!": TEXT},
    "adopts": {"*": TEXT},
}
