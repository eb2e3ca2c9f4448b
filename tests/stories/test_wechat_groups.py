"""A group chat is on record with the Party secretary as its owner; what people say there is never gathered."""

from uuid import uuid4

import pytest

from tests.ground import ground
from tests.stories.showing import page, refused, step_paper
from tests.web.paper.reading import squeezed
from yuanba.kernel.places.county import pack
from yuanba.kernel.registers.keeping import keep
from yuanba.kernel.registers.models import Record

pytestmark = pytest.mark.django_db
GROUP = {"name": "一组村民群", "owner": "村党组织书记", "members": 86, "rules": "只发公示和通知，不发广告"}


def test_the_group_is_on_record_and_what_she_sends_on_herself_becomes_a_wish() -> None:
    place = ground()
    place.adopt("wechat-groups")
    secretary = place.officer("party_org")
    keep(register="wechat-groups", unit=place.unit, by=secretary, data=GROUP, at=place.now, key=uuid4())
    assert Record.objects.get(register="wechat-groups").name == "一组村民群"
    assert "只发公示和通知" in page(f"/p/{place.unit.code}/registers/wechat-groups/")
    clerk = place.officer("committee")
    wish = place.open("wish", "note", clerk, "自来水常停", words="她转来说三天停了两回水", channel="group")
    place.take(wish, clerk, "agree", theme="works")
    assert wish.step == "answer"
    assert squeezed("自来水常停") in step_paper(wish)


def test_only_the_party_organisation_keeps_the_register_and_no_field_takes_a_chat() -> None:
    place = ground()
    place.adopt("wechat-groups")
    with refused("not-your-register"):
        by = place.officer("committee")
        keep(register="wechat-groups", unit=place.unit, by=by, data=GROUP, at=place.now, key=uuid4())
    assert {one.code for one in pack().registers["wechat-groups"].fields} == {"owner", "members", "rules"}
