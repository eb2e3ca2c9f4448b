"""Institution 15: who has no phone has her errand run, gets a receipt and her papers, and contests what was not hers.

Each chapter ends in a changed state, a printed page and a refusal.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import FOUNDED, Village
from tests.kernel.matters.mandates import grid_worker
from tests.stories.showing import refused
from tests.web.desk.conftest import Sit, account, place, sit  # noqa: F401
from tests.web.desk.noscript import photo
from tests.web.paper.reading import pages, squeezed
from yuanba.kernel.matters import agency
from yuanba.kernel.matters.models import Authorisation, Matter, Taking
from yuanba.kernel.people.acts import local_day
from yuanba.kernel.people.models import PrivateRead
from yuanba.kernel.registers.acts import adopt

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(place: Village, settings: Any, tmp_path: Path) -> Village:  # noqa: F811
    """The village with the agency service adopted, a grid worker, and a granny who has no account and no phone."""
    settings.YUANBA_DATA = tmp_path
    assert place.unit.parent is not None
    adopt(
        institution="agency-service",
        place=place.unit.parent,
        since=FOUNDED,
        params={"authorisation_days": 20},
        at=place.now,
        body="510722101/township_office",
    )
    worker = place.villagers[16]
    grid_worker(place, worker)
    account("worker", worker)
    account("daughter", place.villagers[17])
    return place


def printed(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    return squeezed("".join(pages(answer.content)))


def signs(village: Village, sit: Sit, purpose: str, agent: str, **more: Any) -> Authorisation:  # noqa: F811
    """The clerk takes down what granny signed at the office."""
    clerk = sit("li").open(f"/p/{village.unit.code}/authorise/")
    clerk.submit(
        "paper",
        resident=str(village.villagers[12].pk),
        purpose=purpose,
        agent=agent,
        papers="户口簿\n医保卡",
        scan=photo("authority.jpg"),
        **more,
    )
    assert "户口簿" in clerk.text, clerk.errors()
    return Authorisation.objects.latest("pk")


def test_an_errand_from_her_signature_to_her_papers_back(village: Village, sit: Sit) -> None:  # noqa: F811
    granny, worker = village.villagers[12], village.villagers[16]
    row = signs(village, sit, "agency.ask.submit", f"office-{worker.pk}")
    assert row.office is not None
    assert row.office.body.kind == "grid_team"
    assert (row.last_day - local_day(village.now)).days == 20, "as long as the township has set"

    helper = sit("worker").open("/desk/")
    assert f"替{granny.name}办" in helper.text
    helper.open(f"/authorisations/{row.number}/")
    go = helper.page.xpath("//a[text()='去办这件事']/@href")[0]
    code = f"agency.ask-for-{row.pk}"
    assert go == f"/p/{village.unit.code}/new/?open={code}#act-{code}"
    helper.open(go)
    assert f"以{granny.name}的名义" in helper.form(code).text_content()
    helper.submit(code, title="代办医保", errand="social", papers="医保卡", consent="on")
    assert "办好了" in helper.text
    matter = Matter.objects.get()
    assert matter.step == "accept"

    receipt = printed(helper.client, f"/m/{matter.number}/receipt/1.pdf")
    for said in ("办理回执", matter.number, granny.name, row.number, "户口簿", "办完全部退还", "不收任何费用"):
        assert squeezed(said) in receipt
    assert f"/m/{matter.number}/" in receipt

    again = sit("worker").client.post(
        f"/p/{village.unit.code}/new/", {**helper.sent, "key": "7b7a4fb5-7d4c-4d60-9a55-8f3a3f6a2a10"}
    )
    assert again.status_code == 403, "the authority is spent"
    with refused("authorisation-spent", law="civil-code:173"):
        agency.stands(Authorisation.objects.get(pk=row.pk), local_day(village.now))
    assert Matter.objects.count() == 1

    for act, words in (("agree", {"agent": "网格员"}), ("evidence", {"task": "receipt", "file": photo("r.jpg")})):
        sit("li").open(f"/m/{matter.number}/take").submit(act, **words)
    sit("li").open(f"/m/{matter.number}/take").submit("done")
    matter.refresh_from_db()
    assert matter.step == "return"
    early = sit("li").open(f"/m/{matter.number}/take").submit("done")
    assert (early.status, "材料退还签收" in early.text) == (422, True), "no end before her papers are back"
    sit("li").open(f"/m/{matter.number}/take").submit("evidence", task="returned", file=photo("back.jpg"))
    sit("li").open(f"/m/{matter.number}/take").submit("done")
    clerk = sit("li").open(f"/authorisations/{row.number}/").submit("returned", scan=photo("signed-back.jpg"))
    row.refresh_from_db()
    assert row.returned_at == village.now
    assert "还没有退还" not in clerk.text
    assert "已于" in printed(sit("li").client, f"/m/{matter.number}/receipt/1.pdf")

    sit("li").open(f"/m/{matter.number}/take").submit(
        "submit-paper", resident=str(granny.pk), rating="yes", fee="no", paper=photo("rating.jpg")
    )
    matter.refresh_from_db()
    assert matter.end == "done"


def test_nobody_but_her_rates_and_the_number_is_no_key_to_her_papers(village: Village, sit: Sit) -> None:  # noqa: F811
    row = signs(village, sit, "agency.ask.submit", "named", person=village.villagers[17].name)
    assert row.agent == village.villagers[17]
    assert row.office is None
    for stranger in ("chen", "zhou", "villager"):
        assert sit(stranger).open(f"/authorisations/{row.number}/").status == 403
    assert Client().get(f"/authorisations/{row.number}/").status_code == 302
    code = f"agency.ask-for-{row.pk}"
    thief = sit("chen").client.post(
        f"/p/{village.unit.code}/new/",
        {"doing": code, "key": "7b7a4fb5-7d4c-4d60-9a55-8f3a3f6a2a11", "title": "x", "errand": "other",
         "papers": "无", "consent": "on"},
    )  # fmt: skip
    assert thief.status_code == 403
    assert not Matter.objects.exists()
    daughter = sit("daughter").open(f"/p/{village.unit.code}/new/?open={code}")
    daughter.submit(code, title="代办社保", errand="social", papers="无", consent="on")
    matter = Matter.objects.get()
    for stranger in ("chen", "zhou", "wang"):
        assert sit(stranger).client.get(f"/m/{matter.number}/receipt/1.pdf").status_code == 403
    public = Client().get(f"/m/{matter.number}/").content.decode()
    assert "凭委托书代办" in public
    assert row.number not in public
    assert village.villagers[12].name not in public
    assert village.villagers[17].name not in public


def test_she_takes_her_authority_back_before_it_is_used(village: Village, sit: Sit) -> None:  # noqa: F811
    row = signs(village, sit, "agency.ask.submit", "named", person=village.villagers[17].name)
    sit("li").open(f"/authorisations/{row.number}/").submit("revoke", scan=photo("no-more.jpg"))
    row.refresh_from_db()
    assert row.ended_because == "revoked"
    daughter = sit("daughter").open(f"/authorisations/{row.number}/")
    assert "本人已收回" in daughter.text
    assert "去办这件事" not in daughter.text
    assert f"agency.ask-for-{row.pk}" not in daughter.open(f"/p/{village.unit.code}/new/").forms()


def test_granny_learns_at_the_office_what_was_done_in_her_name_and_has_it_struck(
    village: Village,
    sit: Sit,  # noqa: F811
) -> None:
    granny = village.villagers[12]
    clerk = sit("li").open(f"/p/{village.unit.code}/new/")
    clerk.submit("four-two-one.wish-paper", title="卖掉堰塘", resident=str(granny.pk), paper=photo("forged.jpg"))
    wish = Matter.objects.get()
    assert "打印回执" in clerk.text

    office = sit("zheng").open(f"/p/{village.unit.code}/statement/")
    refused = office.submit("statement", resident=str(granny.pk), why="")
    assert refused.status == 422
    assert not PrivateRead.objects.exists()
    sent = office.filled("statement", resident=str(granny.pk), why="本人到村里来查")
    answer = office.client.post(f"/p/{village.unit.code}/statement/", sent)
    paper = squeezed("".join(pages(answer.content)))
    assert f"{wish.number}-1" in paper.replace("​", "")
    assert "李会计" in paper
    read = PrivateRead.objects.get()
    assert (read.person, read.reader, read.why) == (granny, village.people["zheng"], "本人到村里来查")
    for nobody in ("chen", "zhou", "wang"):
        assert sit(nobody).open(f"/p/{village.unit.code}/statement/").status == 403

    own = sit("li").open(f"/m/{wish.number}/contest/1")
    refused = own.submit("submit-paper", ground="not-me", paper=photo("complaint.jpg"))
    assert "您经手的" in refused.text, "who made the entry does not take down what is said against it"
    sit("zheng").open(f"/m/{wish.number}/contest/1").submit("submit-paper", ground="not-me", paper=photo("c.jpg"))
    child = Matter.objects.get(role="contest")
    assert child.step == "examine"
    sit("wang").open(f"/m/{child.number}/take").submit("uphold", opinion="当面问过，签名不是本人的")
    wish.refresh_from_db()
    assert wish.end == "struck"
    public = Client().get(f"/m/{wish.number}/").content.decode()
    assert "已撤销" in public
    assert "卖掉堰塘" in public, "what was written stays readable"
    assert Taking.objects.filter(matter=wish).count() == 2

    account("granny", granny)
    mine = sit("granny").open("/me/")
    assert "李会计" in mine.text
    assert "已撤销" in mine.text
    assert "本人到村里来查" in mine.text, "who printed her statement, and why"


def test_who_looks_into_a_contest_sees_what_she_signed(village: Village, sit: Sit) -> None:  # noqa: F811
    granny, daughter = village.villagers[12], village.villagers[17]
    row = signs(village, sit, "four-two-one.wish.submit", "named", person=daughter.name)
    code = f"four-two-one.wish-for-{row.pk}"
    sit("daughter").open(f"/p/{village.unit.code}/new/?open={code}").submit(code, title="卖掉堰塘")
    wish = Matter.objects.get()
    sha256 = json.loads(row.scan)["sha256"]
    page, paper = f"/authorisations/{row.number}/", f"/authorisations/{row.number}/file/{sha256}"
    assert (sit("wang").open(page).status, sit("wang").client.get(paper).status_code) == (403, 403)
    sit("zheng").open(f"/m/{wish.number}/contest/1").submit("submit-paper", ground="not-so", paper=photo("c.jpg"))
    child = Matter.objects.get(role="contest")
    wang = sit("wang").open(f"/m/{child.number}/take")
    assert row.number in wang.text
    assert wang.open(page).status == 200
    assert b"".join(wang.client.get(paper).streaming_content).startswith(b"\xff\xd8\xff")
    assert wang.client.get(paper.replace(sha256, "0" * 64)).status_code == 403
    for stranger in ("chen", "zhou", "yang"):
        assert sit(stranger).client.get(paper).status_code == 403
        assert row.number not in sit(stranger).open(f"/m/{child.number}/take").text
    assert wang.forms() == [], "to compare is not to change"
    wang.open(f"/m/{child.number}/take").submit("dismiss", opinion="签名是本人的，已当面说明")
    child.refresh_from_db()
    assert child.end == "dismissed"
    assert granny.name not in Client().get(f"/m/{child.number}/").content.decode()
