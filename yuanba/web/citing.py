"""How an article is cited on a page: the statute's short name, the article in words, and where to read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.citations import Citation
from yuanba.web import links
from yuanba.web.formats import language


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation ready for a page: `text` to show, `href` to follow, `summary` in our own words.

    `unsure` tells that nobody has re-read the article: it is shown only with the word "unverified".
    """

    text: str
    href: str
    summary: str
    unsure: bool
    statute: str = ""
    article: str = ""  # the citation without its statute, for the second of several articles of one


def cite(citation: Citation | str, lang: str | None = None) -> Cited:
    """《村委会组织法》第28条第（3）项, or "Villagers' Committees Law, art. 28(3)"."""
    found = Citation.parse(citation) if isinstance(citation, str) else citation
    lang = lang or language()
    statute = pack().law.statutes.get(found.statute)
    short = statute.short[lang] if statute else found.statute
    article = pack().law.article(found)
    if lang == "en":
        title, words = f"{short}, ", f"art. {found.article}" + (f"({found.item})" if found.item else "")
    else:
        title, words = f"《{short}》", f"第{found.article}条" + (f"第（{found.item}）项" if found.item else "")
    summary = article.summary[lang] if article else ""
    unsure = article is None or article.cert == "C"
    return Cited(title + words, links.law(found), summary, unsure, found.statute, words)


def governing(citations: Iterable[Citation], place_kind: str) -> tuple[Citation, ...]:
    """Those of a step's citations that speak of this kind of place: a village is not shown the residents' law."""
    return pack().law.governing(citations, place_kind)
