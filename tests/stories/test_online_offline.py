"""Institution 36: on the screen, in the yard, on paper and through an agent: all count alike, and nobody twice."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import Village
from tests.kernel.matters.mandates import agent_of, authorise, scan
from tests.kernel.matters.residents import full
from tests.web.desk.conftest import Sit, account, place, sit  # noqa: F401
from tests.web.desk.noscript import photo
from tests.web.paper.reading import pages, squeezed
from yuanba.kernel.matters.acts import take
from yuanba.kernel.matters.models import Matter, Support, Taking
from yuanba.kernel.people.actors import Actor
from yuanba.kernel.procedures.refusal import Refusal

pytestmark = pytest.mark.django_db
DEMAND = "convene.petition.sign"


@pytest.fixture
def village(place: Village, settings: Any, tmp_path: Path) -> Village:  # noqa: F811
    settings.YUANBA_DATA = tmp_path
    return full(place)


def signed(answer: Any) -> str:
    return squeezed("".join(pages(answer.content)))


def test_a_demand_gathers_names_on_screen_on_paper_and_by_agents_until_the_number_is_reached(
    village: Village,
    sit: Sit,  # noqa: F811
    settings: Any,
    tmp_path: Path,
) -> None:
    matter = opened(village, sit)
    paper = scan(settings, tmp_path)
    neighbours = village.villagers[3:]
    for turn, neighbour in enumerate(neighbours):
        matter.refresh_from_db()
        if matter.step != "petition":
            break
        by = way(village, matter, neighbour, turn, paper)
        take(matter=matter.pk, by=by, act="sign", data={"paper": paper}, at=village.now, key=uuid4())
        count = Support.objects.filter(matter=matter).count()
        if Matter.objects.get(pk=matter.pk).step != "petition":
            continue
        for other in range(3):
            again = way(village, matter, neighbour, other, paper)
            with pytest.raises(Refusal) as twice:
                take(matter=matter.pk, by=again, act="sign", data={"paper": paper}, at=village.now, key=uuid4())
            assert twice.value.code == ("signed-already" if again.resident is None else "signed-for-already")
        assert Support.objects.filter(matter=matter).count() == count
    matter.refresh_from_db()
    assert matter.step == "hold", "the lawful number is reached, whichever way each name came"
    assert {bool(t.authorisation_id) for t in Taking.objects.filter(matter=matter, act="sign")} == {True, False}
    page = Client().get(f"/m/{matter.number}/").content.decode()
    assert not [one.name for one in neighbours if one.name in page]


def opened(village: Village, sit: Sit) -> Matter:  # noqa: F811
    """Somebody demands a meeting on her own phone."""
    reader = sit("villager").open(f"/p/{village.unit.code}/new/")
    form = reader.form("convene.petition")
    powers = form.xpath(".//input[@name='power']/@value | .//select[@name='power']/option/@value")
    reader.submit("convene.petition", title="开会说说水渠", power=next(code for code in powers if code))
    assert "办好了" in reader.text, reader.errors()
    return Matter.objects.get(procedure="convene")


def way(village: Village, matter: Matter, who: Any, turn: int, paper: dict[str, Any]) -> Actor:
    """By turns: on her phone, on paper, through a neighbour who carries her authority."""
    if turn % 3 == 0:
        return Actor(who)
    if turn % 3 == 1:
        return replace(village.actor("li", "committee"), resident=who)
    return agent_of(authorise(village, who, village.people["xiu"], DEMAND, signed=paper, matter=matter))


def test_a_wish_on_paper_from_the_printed_form_to_her_rating(village: Village, sit: Sit) -> None:  # noqa: F811
    granny, unit = village.villagers[12], village.unit.code
    form = Client().get(f"/p/{unit}/forms/wish.say.submit.pdf")
    assert f"/p/{unit}/enter/wish.say.submit/" in signed(form)
    clerk = sit("li").open(f"/p/{unit}/enter/wish.say.submit/")
    clerk.submit("wish.say-paper", title="路灯", words="晚上看不见", resident=str(granny.pk), paper=photo("wish.jpg"))
    wish = Matter.objects.get(procedure="wish")
    receipt = signed(sit("li").client.get(f"/m/{wish.number}/receipt/1.pdf"))
    assert "凭本人签名的纸质材料录入" in receipt
    assert granny.name in receipt
    for act, words in (("agree", {"theme": "works"}), ("agree", {"answer": "月底前装好"})):
        sit("li").open(f"/m/{wish.number}/take").submit(act, **words)
    wish.refresh_from_db()
    assert wish.step == "rate"
    stranger = sit("villager").open(f"/m/{wish.number}/take")
    assert stranger.forms() == [], "nobody rates for her"
    refused = stranger.client.post(
        f"/m/{wish.number}/take", {"doing": "submit", "key": str(uuid4()), "seen": str(wish.taken), "content": "yes"}
    )
    assert (refused.status_code, "由提出的人自己评价" in refused.content.decode()) == (403, True)
    sit("li").open(f"/m/{wish.number}/take").submit(
        "submit-paper", resident=str(granny.pk), content="no", paper=photo("rating.jpg")
    )
    wish.refresh_from_db()
    assert wish.end == "answered"
    account("granny", granny)
    mine = sit("granny").open("/me/").text
    assert mine.count("李会计") >= 2, "both papers that were entered for her"
