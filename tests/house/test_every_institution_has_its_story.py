"""Every institution of the pack is told by a story of its own, with a printed page and a refusal in it."""

from pathlib import Path

import pytest

from tests.house.stories import shown, story
from tests.house.tree import ROOT

STORIES = ROOT / "tests" / "stories"
INSTITUTIONS = sorted(path.stem for path in (ROOT / "county" / "santai" / "institutions").glob("*.toml"))


def test_there_are_forty_four() -> None:
    assert len(INSTITUTIONS) == 44


@pytest.mark.parametrize("institution", INSTITUTIONS)
def test_every_institution_has_its_story(institution: str) -> None:
    path = story(STORIES, institution)
    assert path.is_file(), f"{institution} has no story"
    assert {"paper", "refusal"} - shown(path.read_text(encoding="utf-8")) == set(), path.name


def test_the_file_of_a_story_bears_the_name_of_its_institution() -> None:
    assert story(Path("stories"), "four-two-one") == Path("stories/test_four_two_one.py")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def test_a():\n    assert 'x' in step_paper(m)\n", {"paper"}),
        ("def test_a():\n    with refused('not-your-step'):\n        act()\n", {"refusal"}),
        ("def test_a():\n    with pytest.raises(Refusal):\n        act()\n", {"refusal"}),
        ("def test_a():\n    with pytest.raises(Refusal, match='x') as found:\n        act()\n", {"refusal"}),
        ("def told():\n    return pages(x)\n\ndef test_a():\n    assert told()\n", {"paper"}),
        (
            "def refused():\n    with pytest.raises(Refusal):\n        act()\n\ndef test_a():\n    refused()\n",
            {"refusal"},
        ),
        # What nobody calls, what is only imported or written down, and another error show nothing.
        ("def told():\n    return pages(x)\n\ndef test_a():\n    pass\n", set()),
        ("from tests.stories.showing import refused, step_paper\n\ndef test_a():\n    pass\n", set()),
        ("def test_a():\n    '''with refused('x'): step_paper(m)'''\n", set()),
        ("def test_a():\n    with pytest.raises(ValueError):\n        act()\n", set()),
        ("def test_a():\n    printed\n", set()),
        ("def refused():\n    pass\n\ndef test_a():\n    refused()\n", set()),
    ],
)
def test_the_search_sees_what_a_story_shows_and_nothing_else(source: str, expected: set[str]) -> None:
    assert shown(source) == expected
