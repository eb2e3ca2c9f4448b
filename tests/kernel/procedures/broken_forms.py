"""Copies of the pack in which a value is not of the type that it must be: each would have broken a page or a count."""

from tests.kernel.procedures.broken_packs import append, prepend, step, swap, write

COUNTY, BODY, LAW = "county.toml", "bodies/committee.toml", "law/vcol-2026.toml"
FORMS = [
    ("two adopters of one level", "malformed", swap(COUNTY, '"county_guidance"', '["county_guidance"]')),
    ("an adopter that is a number", "malformed", swap(COUNTY, '"county_guidance"', "7")),
    ("a county that cannot be telephoned", "malformed", swap(COUNTY, 'unit = "演示电话 0816-000-0001"', "")),
    ("a county's key of no meaning", "key-unknown", swap(COUNTY, "[adopts]", "[adopters]")),
    ("seats that are words", "malformed", swap(BODY, "seats = [1, 1]", 'seats = ["one", "one"]')),
    ("more seats at least than at most", "malformed", swap(BODY, "seats = [1, 1]", "seats = [2, 1]")),
    ("a post that acts because of a word", "malformed", swap(BODY, "acts = true", 'acts = "no"')),
    ("a body that acts through two", "malformed", prepend(BODY, 'acts_through = ["committee"]')),
    ("a term of half a year", "malformed", swap(BODY, "term_years = 5", "term_years = 0.5")),
    ("a threshold of truth", "malformed", swap(LAW, "num = 1, den = 2", "num = true, den = 2")),
    ("an article without a number", "malformed", swap(LAW, "[article.12]", "[article.twelve]")),
    ("items of an article that are a list", "malformed", swap(LAW, "items = ", "items = [1] # ")),
    ("a statute that ends before it begins", "malformed", prepend(LAW, "until = 1999-01-01")),
    (
        "a parameter that asks two rules",
        "malformed",
        swap("procedures/four-two-one.v1.toml", 'rule = "posting_min_days"', 'rule = ["posting_min_days"]'),
    ),
    (
        "an institution whose number is a text",
        "malformed",
        swap("institutions/four-two-one.toml", "number = ", 'number = "8" # '),
    ),
    (
        "a board of one text for its law",
        "malformed",
        swap("boards/finance.toml", "law = [", 'law = "vcol-2026:35" # ['),
    ),
    (
        "a fixed answer among several",
        "malformed",
        append(
            "registers/mandates.toml",
            '[field.more]\nname = "又"\nname_en = "More"\ntype = "choice"\nfixed = true\n'
            'choices.one = { name = "一", name_en = "One" }\nchoices.two = { name = "二", name_en = "Two" }\n',
        ),
    ),
    (
        "a field's help that is a table",
        "malformed",
        append(
            "registers/mandates.toml", '[field.more]\nname = "又"\nname_en = "More"\ntype = "text"\nhelp = { zh = "" }'
        ),
    ),
    ("a share of what nobody counts", "malformed", swap(LAW, 'of = "present"', 'of = "everybody"')),
    (
        "proxies of a kind that no law knows",
        "malformed",
        swap("law/rceo-2025.toml", '"written_same_household"', '"anybody"'),
    ),
    ("a statute for no kind of place", "place-kind-unknown", swap(LAW, 'at = ["village', 'at = ["hamlet", "village')),
    ("a due past the end of all dates", "malformed", step("archive", "due = 30", "due = 99999999999")),
    ("a name that nobody sees", "name-missing", swap("boards/finance.toml", 'name = "', 'name = "\u200b  " # "')),
    ("a body in no place", "malformed", swap(BODY, 'at = ["village", "community"]', "at = []")),
    ("more women than members", "malformed", swap(BODY, "women_min = 1", "women_min = 30")),
    (
        "a joint meeting of itself",
        "relation-to-itself",
        swap("bodies/two_committees.toml", "made_of = [", 'made_of = ["two_committees", '),
    ),
    ("a table of no register", "register-unknown", write("registers/powres.csv", "code,name,name_en\n")),
    (
        "a header without rows that is none",
        "column-missing",
        write("registers/feast-limits.csv", "code\n"),
    ),
]
