"""A resident's story of a plain wedding goes on the customs board in words that name nobody."""

import pytest

from tests.ground import ground
from tests.stories.showing import notice_paper, page, refused
from tests.web.paper.reading import squeezed
from yuanba.kernel.boards.models import Notice

pytestmark = pytest.mark.django_db


def test_a_story_is_told_once_worded_by_the_council_and_hangs_on_the_board() -> None:
    place = ground()
    place.adopt("good-customs-reform")
    told = {"story": "女儿出嫁只摆了八桌，省下的钱给她添了一台农机。", "consent": True}
    story = place.open("good-customs", "tell", place.resident(), "简办婚事", **told)
    place.take(story, place.officer("ceremony_council"), "agree", wording="一户人家婚事简办，只摆八桌。")
    place.take(story, place.officer("committee"), "post")
    assert Notice.objects.get(matter=story).board == "customs"
    assert squeezed("一户人家婚事简办") in page(f"/m/{story.number}/").replace("\n", "")
    assert squeezed("简办婚事") in notice_paper(story)
    assert "添了一台农机" not in page(f"/m/{story.number}/"), "what she told stays with those who act"
    place.wait(days=20)
    story.refresh_from_db()
    assert story.end == "archived"


def test_without_her_consent_nothing_is_told_and_no_name_goes_on_the_board() -> None:
    place = ground()
    place.adopt("good-customs-reform")
    with refused("blank-missing", blank="consent"):
        place.open("good-customs", "tell", place.resident(), "简办婚事", story="只摆了八桌")
    story = place.open("good-customs", "tell", place.resident(), "简办婚事", story="只摆了八桌", consent=True)
    with refused("names-a-resident"):
        wording = f"{place.residents[1].name}家只摆了八桌。"
        place.take(story, place.officer("ceremony_council"), "agree", wording=wording)
