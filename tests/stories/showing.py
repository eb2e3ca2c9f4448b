"""What a story shows at its end: a changed state, a printed page and a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client

from tests.web.paper.reading import pages, squeezed
from yuanba.kernel.boards.models import Notice
from yuanba.kernel.matters.models import Matter, Taking
from yuanba.kernel.people.models import Account, Person
from yuanba.kernel.procedures.blanks import Unfilled
from yuanba.kernel.procedures.refusal import Refusal


def _reader(by: Person | None) -> Client:
    client = Client()
    if by is not None:
        account, _ = Account.objects.get_or_create(person=by, defaults={"username": f"reader{by.pk}"})
        client.force_login(account)
    return client


def printed(path: str, by: Person | None = None) -> str:
    """The text of a PDF of the house without spaces, read by somebody who is signed in or by anybody."""
    answer = _reader(by).get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    assert answer["Content-Type"] == "application/pdf"
    return squeezed("".join(pages(answer.content)))


def step_paper(matter: Matter) -> str:
    """The paper twin of the last act of a body that moved a matter on."""
    acts = Taking.objects.filter(matter=matter, person__isnull=False).exclude(leaf="").exclude(to="")
    return printed(f"/m/{matter.number}/t/{acts.latest('seq').seq}.pdf")


def notice_paper(matter: Matter, by: Person | None = None) -> str:
    """The newest posting of a matter, as it hangs on the wall; `by` where its board is not for everybody."""
    return printed(f"/n/{Notice.objects.filter(matter=matter).latest('pk').pk}/?format=pdf&size=a4", by)


def page(path: str, by: Person | None = None) -> str:
    """The text of a page, as HTML, for anybody or for somebody who is signed in."""
    answer = _reader(by).get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return answer.content.decode()


@contextmanager
def refused(code: str, *, law: str | None = None, blank: str = "") -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """An act that the house refuses, by the code of its sentence; `blank` where the fault is one blank of the form."""
    with pytest.raises(Refusal) as caught:
        yield caught
    refusal = caught.value
    if blank:
        assert isinstance(refusal, Unfilled), refusal
        refusal = refusal.errors[blank]
    assert refusal.code == code, refusal
    assert law is None or refusal.law == law, refusal.law
    assert refusal.sentence("zh-hans")
    assert refusal.sentence("en")
