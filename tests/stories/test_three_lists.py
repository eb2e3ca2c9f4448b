"""A need is claimed by a partner and fulfilled; what nobody claims ends without blame."""

import pytest

from tests.cast import SHEET
from tests.ground import ground
from tests.stories.showing import page, refused, step_paper
from tests.web.paper.reading import squeezed

pytestmark = pytest.mark.django_db


def test_a_need_is_claimed_promised_fulfilled_and_its_effect_written_down() -> None:
    place = ground("community")
    place.adopt("three-lists")
    partner, clerk = place.officer("resident_institution"), place.officer("committee")
    need = place.open("claim", "need", clerk, "老年食堂缺两台蒸柜", about="每天六十位老人用餐", power="A20")
    place.take(need, partner, "agree", promise="下月十日前送到并装好")
    place.take(need, partner, "done")
    place.take(need, clerk, "agree", result="两台蒸柜已经用上")
    assert need.end == "fulfilled"
    assert squeezed("老年食堂缺两台蒸柜") in step_paper(need)
    assert "下月十日前送到并装好" in page(f"/m/{need.number}/")


def test_a_resource_is_offered_and_the_community_claims_it() -> None:
    place = ground("community")
    place.adopt("three-lists")
    partner, clerk = place.officer("resident_institution"), place.officer("committee")
    offer = place.open("claim", "offer", partner, "学校操场周末开放", about="周六周日白天开放")
    assert offer.step == "unit"
    place.take(offer, clerk, "agree", promise="给居民健身和娃娃玩耍用")
    assert offer.step == "fulfil"


def test_only_partners_promise_and_what_nobody_claims_ends_without_blame() -> None:
    place = ground("community")
    place.adopt("three-lists")
    need = place.open("claim", "need", place.officer("committee"), "缺一台投影仪", about="议事厅用", power="A20")
    with refused("not-your-step"):
        place.take(need, place.officer("committee"), "agree", promise="自己认领", file=SHEET)
    place.wait(days=70)
    need.refresh_from_db()
    assert need.end == "unclaimed"
