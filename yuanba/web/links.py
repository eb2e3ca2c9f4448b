"""Addresses of public pages in the reader's language, built without Django's resolver: lists hold hundreds of them.

A test holds each against `reverse`, so that an address is never written in two ways.
"""

from yuanba.kernel.places.codes import COUNTY
from yuanba.kernel.procedures.citations import Citation
from yuanba.web import speaking


def prefix(language: str | None = None) -> str:
    """What stands before every path: nothing in Chinese, "/en" in English; of the reader where none is named."""
    return "/en" if (language or speaking.language()).startswith(speaking.ENGLISH) else ""


def home() -> str:
    return f"{prefix()}/"


def place(code: str) -> str:
    return f"{prefix()}/p/{code}/"


def board(code: str, board: str) -> str:
    return f"{prefix()}/p/{code}/{board}/"


def register(code: str, register: str) -> str:
    return f"{prefix()}/p/{code}/registers/{register}/"


def burden(code: str) -> str:
    """What is asked of a place; of the county the whole account."""
    return f"{prefix()}/p/{code}/burden/" if len(code) > COUNTY else f"{prefix()}/burden/"


def matters(code: str) -> str:
    return f"{prefix()}/p/{code}/matters/"


def matter(number: str) -> str:
    return f"{prefix()}/m/{number}/"


def taking_paper(number: str, seq: int) -> str:
    return f"{prefix()}/m/{number}/t/{seq}.pdf"


def notice(pk: int) -> str:
    return f"{prefix()}/n/{pk}/"


def law(citation: Citation | str) -> str:
    """The article on the page of its statute; the page itself for the bare code of a statute."""
    if isinstance(citation, str):
        return f"{prefix()}/law/{citation}/"
    return f"{prefix()}/law/{citation.statute}/#a{citation.article}"


def procedure(code: str) -> str:
    return f"{prefix()}/procedures/{code}/"


def institution(code: str) -> str:
    return f"{prefix()}/institutions/{code}/"


def pilot(code: str, place: str) -> str:
    return f"{prefix()}/institutions/{code}/pilot/?in={place}"


def powers(catalogue: str = "") -> str:
    """The lists of powers, or one of them."""
    return f"{prefix()}/powers/{catalogue}/" if catalogue else f"{prefix()}/powers/"


def power(code: str) -> str:
    return f"{prefix()}/powers/{code}/"


def holder(body: str) -> str:
    return f"{prefix()}/powers/holders/{body}/"


def body(pk: int) -> str:
    return f"{prefix()}/bodies/{pk}/"


def why(object: str, act: str, said: str = "") -> str:
    """Why an act may be done or not: `object` is m/NUMBER, p/CODE and so on; `said` is the refusal that was heard."""
    return f"{prefix()}/why/{object}/{act}/" + (f"?said={said}" if said else "")


def said(code: str) -> str:
    """What stands behind a refusal, whatever it was about."""
    return f"{prefix()}/why/said/{code}/"


def form(code: str, which: str) -> str:
    return f"{prefix()}/p/{code}/forms/{which}.pdf"


def forms(code: str) -> str:
    return f"{prefix()}/p/{code}/forms/"


def entry(code: str, which: str) -> str:
    return f"{prefix()}/p/{code}/enter/{which}/"


def other_language(path: str) -> str:
    """The same page in the other language; `path` is a full path with its query."""
    if path == "/en" or path.startswith("/en/"):
        # Two slashes would be the name of another site.
        return f"/{path[3:].lstrip('/')}"
    return f"/en{path}"
