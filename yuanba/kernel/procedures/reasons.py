"""What stands behind every refusal: an article of law, or a stated kind of reason. Nothing is refused "because"."""

from collections.abc import Mapping
from dataclasses import dataclass

from yuanba.kernel.procedures.citations import Citation
from yuanba.kernel.procedures.definitions import Text
from yuanba.kernel.procedures.sentences import SENTENCES


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of reason: what it is called, and what would have to change."""

    name: Text
    remedy: Text


KINDS: Mapping[str, Kind] = {
    "law": Kind(
        Text("法律这样规定", "The law says so"),
        Text(
            "只有法律改了，或者实际情况符合了法律，答复才会不同；村、乡镇和系统都不能放宽。",
            "Only a change of the law, or facts that meet it, change the answer; no village, township or program can.",
        ),
    ),
    "procedure": Kind(
        Text("采用的办事程序这样规定", "The procedure adopted here says so"),
        Text(
            "由程序里写明的组织和职务来办；程序可以由采用它的地方依法换成新的版本。",
            "The body that the procedure names can do it; whoever adopted the procedure may adopt another one.",
        ),
    ),
    "list": Kind(
        Text("这里的清单这样规定", "The list that stands here says so"),
        Text(
            "照清单写明的办法办；清单由有权的机关按程序修改，村里和系统都不能放宽。",
            "Do what the list names instead; whoever may changes the list by its procedure, no village or program can.",
        ),
    ),
    "record": Kind(
        Text("已经登记的情况不允许", "What stands on record is in the way"),
        Text(
            "先办完或者更正挡在前面的那件事，再来办这一件。",
            "First finish, or correct, what stands in the way; then this can be done.",
        ),
    ),
    "form": Kind(
        Text("表没有填好", "The form is not filled in as it must be"),
        Text("照提示改好再提交，填过的内容还在。", "Mend what is marked and send it again; what you typed is kept."),
    ),
    "date": Kind(
        Text("日期不合适", "The date does not fit"),
        Text(
            "换一个合适的日期，或者等到那一天。",
            "Choose a date that fits, or wait for the day.",
        ),
    ),
    "default": Kind(
        Text("本系统的默认做法，不是法律规定", "Our default, not a rule of law"),
        Text(
            "写明理由可以不照默认办；县里也可以改默认值。",
            "It gives way to a stated reason, and the county may change it.",
        ),
    ),
    "software": Kind(
        Text("软件的限制，不是法律规定", "A limit of the software, not a rule of law"),
        Text(
            "您的权利不受影响：可以换一种方式提交，或者用纸质材料办理。",
            "Your rights are untouched: send it in another form, or do it on paper.",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence is said: its kind and, where the law is the reason, the articles for villages and communities.

    A refusal that was judged in a case carries the article of that case; these are where a reader begins.
    """

    kind: str
    law: tuple[Citation, ...] = ()


_BY_KIND: Mapping[str, str] = {
    "procedure": """
        act-not-open clock-only correct-not-yours no-such-arrow no-such-start not-adopted not-adopted-here
        ledger-not-yours not-your-register not-your-step not-yours-to-adopt paper-by-clerk power-unbound
        procedure-not-here
        authorisation-by-clerk authorisation-purpose not-your-matter purpose-unknown contest-not-yours
        statement-by-office register-through-matter
    """,
    "list": "assist-exceeds assist-unled certificate-barred certificate-off-list falls-under falls-under-there",
    "record": """
        sealed-already village-objected
        adoption-not-standing adoption-too-far nothing-planned
        adoption-backdated adoption-past adoption-stands adoption-without-bodies body-ended body-missing body-stands
        certificate-unknown seat-under-way
        institution-unknown joined-already matter-ended
        agent-is-herself authorisation-ended authorisation-spent authorisation-unknown contested-already
        nothing-handed-over nothing-to-choose
        not-on-roll nothing-posted param-below-above param-unknown place-county-changed place-county-other
        place-holds-others place-not-alike place-not-standing place-parent-missing place-succession-merge
        place-succession-rename place-succession-split post-full post-held post-unknown private-absent record-closed
        register-unknown person-not-here joined-for-already signed-already
        signed-for-already signed-in-already tenure-ended
    """,
    "form": """
        agent-not-of-age authorisation-papers purpose-matter attendance-impossible blank-item-unnamed blank-missing
        blank-not-a-choice blank-not-a-file blank-not-date blank-too-early blank-too-late blank-too-many
        blank-not-items blank-not-money blank-not-number correct-nothing count-too-many evidence-missing form-unfilled
        param-out-of-bounds place-code-kind place-code-malformed place-code-taken place-name-empty place-nesting
        sounds-forbidden agent-not-found blank-unknown
        recorders-not-present recorders-same spread-to-itself
    """,
    "date": """
        admission-span mandate-ends-before period-open
        agent-out-of-office authorisation-expired authorisation-too-long contest-too-late meeting-day
        meeting-in-the-past tenure-over
    """,
    "default": """
        agent-conflict agent-interested contest-own households-not-agreed meeting-too-far notice-below-default
        too-many-open
        upheld-before
    """,
    "software": "blank-too-long file-kind file-too-large key-reused stale",
}
# Lists of office-holders, as files with cells or typed in a form.
_OF_LISTS: Mapping[str, str] = {
    "procedure": "cell-place-outside",
    "record": "cell-person-other",
    "form": """
        cell-body-missing cell-body-unknown cell-born-id cell-day cell-day-number cell-day-order cell-empty cell-id
        cell-id-number cell-name cell-person-many cell-phone cell-phone-number cell-place-many cell-place-unknown
        cell-post-unknown cell-row-twice cell-sex cell-sex-id sheet-empty sheet-header sheet-header-place
        sheet-header-twice ballot-impossible candidate-twice votes-impossible seat-many seat-not-on-roll
    """,
    "date": "cell-day-future",
    "software": "sheet-bomb sheet-columns sheet-kind sheet-large sheet-rows sheet-unreadable",
}
# The editions of the lists of powers.
_OF_EDITIONS: Mapping[str, str] = {
    "procedure": "edition-column-fixed edition-items-fixed edition-list-fixed",
    "record": "edition-item-twice edition-item-unknown edition-list-unknown edition-nothing",
    "form": "edition-empty edition-item-missing edition-line edition-unlawful",
    "date": "edition-backdated edition-planned",
}
# Mergers and splits of units.
_OF_REDRAWINGS: Mapping[str, str] = {
    "record": """
        place-closed redraw-changed redraw-community-not-agreed redraw-facts-fixed redraw-order-over redraw-order-stands
        redraw-units-only
    """,
    "form": """
        redraw-choice-idle redraw-choice-unknown redraw-fact-elsewhere redraw-fact-kind redraw-rest-missing
        redraw-undecided
    """,
    "date": "redraw-new-today redraw-not-today redraw-past",
    "software": "redraw-broke",
}
_BY_LAW: Mapping[str, str] = {
    "ballot-invalid": "vcol-2026:18 rcol-2026:19",
    "basis-without-article": "vcol-2026:43 rcol-2026:43",
    "task-unpaid": "vcol-2026:43 rcol-2026:43",
    "held-already": "vcol-2026:43 rcol-2026:43",
    "mandate-by-assembly": "vcol-2026:28 rcol-2026:30",
    "mandate-not-delegable": "vcol-2026:28 rcol-2026:30",
    "not-admitted": "vcol-2026:43 rcol-2026:43",
    "assist-unpaid": "vcol-2026:43 rcol-2026:43",
    "barred-near-relative": "vcol-2026:37 rcol-2026:36",
    "barred-own-post": "vcol-2026:37 rcol-2026:36",
    "blank-personal-bank-account": "pipl-2021:25 pipl-2021:28",
    "blank-personal-id-number": "pipl-2021:25 pipl-2021:28",
    "blank-personal-phone": "pipl-2021:25",
    "body-not-here": "vcol-2026:2 rcol-2026:2",
    "candidates-too-few": "vcol-2026:18",
    "cell-in-office": "vcol-2026:14 vcol-2026:37 rcol-2026:14 rcol-2026:36",
    "correct-count": "vcol-2026:26 vcol-2026:30 rcol-2026:27 rcol-2026:29",
    "count-includes-recused": "vcol-2026:8 rcol-2026:8",
    "edition-village-decides": "vcol-2026:6 rcol-2026:2",
    "erase-in-office": "pipl-2021:13",
    "group-not-agreed": "vcol-2026:32",
    "households-behind-seat": "vcol-2026:29 rcol-2026:13",
    "kin-unknown": "civil-code:1045",
    "majority-unknown": "vcol-2026:26 rcol-2026:27",
    "mandate-missing": "vcol-2026:28 rcol-2026:30 rceo-2025:28",
    "must-withdraw": "vcol-2026:8 rcol-2026:8",
    "names-a-resident": "pipl-2021:25",
    "not-a-resident": "vcol-2026:2 rcol-2026:2",
    "not-chosen": "vcol-2026:14 vcol-2026:37 rcol-2026:14 rcol-2026:36",
    "not-deciding-body": "vcol-2026:28 rcol-2026:30",
    "not-of-age": "vcol-2026:25 rcol-2026:26",
    "notice-too-short": "vcol-2026:25 rcol-2026:26",
    "number-even": "rceo-2025:29",
    "objection-open": "vcol-2026:35 rcol-2026:34",
    "param-below-law": "vcol-2026:35 rcol-2026:34",
    "post-minor": "vcol-2026:14 rcol-2026:14",
    "proxy-other-household": "vcol-2026:26 rcol-2026:27",
    "proxies-too-many": "vcol-2026:18 rcol-2026:19",
    "queries-open": "vcol-2026:37 rcol-2026:36",
    "quorum-missing": "vcol-2026:26 vcol-2026:30 rcol-2026:27 rcol-2026:29",
    "recall-fails": "vcol-2026:19 rcol-2026:20",
    "redraw-consent-differs": "vcol-2026:3",
    "redraw-consent-open": "vcol-2026:3 vcol-2026:35",
    "redraw-not-agreed": "vcol-2026:3",
    "redraw-not-yours": "vcol-2026:3",
    "redraw-quasi": "vcol-2026:3",
    "redraw-revoke-not-yours": "vcol-2026:3",
    "redraw-unapproved": "vcol-2026:3",
    "size-wrong": "vcol-2026:8 rcol-2026:8",
    "successor-not-elected": "vcol-2026:18 rcol-2026:19",
    "supervisor-acts": "vcol-2026:37 rcol-2026:36",
}

REASONS: Mapping[str, Reason] = {
    **{
        code: Reason(kind)
        for table in (_BY_KIND, _OF_LISTS, _OF_EDITIONS, _OF_REDRAWINGS)
        for kind, codes in table.items()
        for code in codes.split()
    },
    **{code: Reason("law", tuple(map(Citation.parse, law.split()))) for code, law in _BY_LAW.items()},
}


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def sentence(code: str) -> Text:
    """The sentence of a refusal where its facts are not at hand: every blank is left open."""
    zh, en = (words.format_map(_Blanks()) for words in SENTENCES[code])
    return Text(zh, en)
