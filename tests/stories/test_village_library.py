"""The worked example of docs/adding-an-institution.md: a village library in data alone, no Python and no migration."""

import json
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from tests.forgetting import forget
from tests.ground import Ground, ground
from tests.house.tree import ROOT
from tests.kernel.procedures.packs import PackCopy
from tests.stories.showing import notice_paper, page, refused
from tests.web.paper.reading import squeezed
from yuanba.kernel.registers.models import Record

EXAMPLE = ROOT / "docs" / "examples" / "village-library"
pytestmark = pytest.mark.django_db


@pytest.fixture
def county(tmp_path: Path, settings: object) -> Iterator[PackCopy]:
    """Santai's pack with the library beside the 44, deployed for one test."""
    copy = PackCopy(tmp_path)
    for file in EXAMPLE.rglob("*.toml"):
        copy.write(str(file.relative_to(EXAMPLE)), file.read_bytes())
    settings.YUANBA_PACK = copy.root  # type: ignore[attr-defined]
    forget()
    yield copy
    forget()


def library() -> Ground:
    place = ground()
    place.adopt("village-library")
    return place


def test_it_takes_under_sixty_lines_of_data_and_is_sound_and_lawful(county: PackCopy) -> None:
    lines = [line for file in EXAMPLE.rglob("*.toml") for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(lines) < 60
    assert not [file for file in EXAMPLE.rglob("*") if file.is_file() and file.suffix != ".toml"]
    assert county.problems() == []
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert "No changes" in said.getvalue()


def test_the_command_line_lists_it_like_any_other(county: PackCopy) -> None:
    command = [sys.executable, "-m", "yuanba.cli", "institutions", "--json"]
    env = {"PYTHONPATH": str(ROOT), "YUANBA_PACK": str(county.root), "YUANBA_DATA": str(county.root / "none")}
    said = subprocess.run(command, capture_output=True, text=True, check=True, env=env, cwd=ROOT)
    rows = {row["code"]: row for row in json.loads(said.stdout)["institutions"]}
    assert len(rows) == 45
    assert rows["village-library"]["procedures"] == ["book-loan", "book-gift"]


def test_books_are_given_shelved_thanked_for_on_paper_and_listed(county: PackCopy) -> None:
    place = library()
    gift = place.open("book-gift", "give", place.resident(), "一箱连环画", about="《西游记》连环画二十册")
    place.take(gift, place.officer("village_council"), "agree", shelf="一号架")
    record = Record.objects.get(register="library-books", code=gift.number)
    assert json.loads(record.data) == {"about": "《西游记》连环画二十册", "shelf": "一号架"}, "typed once each"
    place.take(gift, place.officer("committee"), "post")
    assert squeezed("一箱连环画") in notice_paper(gift)
    assert "一号架" in page(f"/p/{place.unit.code}/registers/library-books/")
    for path in ("/institutions/village-library/", "/procedures/book-gift/", "/procedures/book-loan.bpmn"):
        assert Client().get(path).status_code == 200, path


def test_who_borrows_what_is_nobodys_business_and_only_the_council_hands_out(county: PackCopy) -> None:
    place = library()
    loan = place.open("book-loan", "ask", place.resident(1), "借书", book="《养蜂手册》")
    with refused("not-your-step"):
        place.take(loan, place.officer("committee"), "agree")
    council = place.officer("village_council")
    place.take(loan, council, "agree")
    place.take(loan, council, "done")
    assert loan.end == "returned"
    seen = page(f"/m/{loan.number}/")
    assert "养蜂手册" not in seen
    assert place.residents[1].name not in seen
