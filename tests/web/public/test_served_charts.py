"""The chart on the wall is the program that runs: every served chart carries the SHA-256 of the deployed procedure."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from lxml import etree, html

from tests.kernel.procedures.packs import SANTAI
from tests.web.public.scene import Scene, archived
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.checks import LOCK, digest_of

pytestmark = pytest.mark.django_db
PREFIXES = ("", "/en")


def deployed(key: str) -> str:
    """The digest of a procedure's file as it lies in the pack."""
    return digest_of(pack().root / "procedures" / f"{key}.toml")


def newest() -> dict[str, str]:
    """The digest of the newest version of every procedure, by code."""
    return {code: deployed(pack().procedure(code).key) for code in {one.code for one in pack().procedures.values()}}


def charts(page: str) -> set[tuple[str, str]]:
    """Code and digest of every chart of a page."""
    drawn = html.fromstring(page).xpath('//*[local-name()="svg"][contains(@class, "chart")]')
    return {
        (re.sub("^chart-|-(wide|tall)-title.*$", "", one.get("aria-labelledby")), one.get("data-procedure-sha256"))
        for one in drawn
    }


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_picture_model_and_page_of_a_procedure_carries_its_digest(prefix: str) -> None:
    client = Client()
    for code, digest in newest().items():
        picture = etree.fromstring(client.get(f"{prefix}/procedures/{code}.svg").content)
        assert picture.get("data-procedure-sha256") == digest
        assert digest.encode() in client.get(f"{prefix}/procedures/{code}.bpmn").content
        assert charts(client.get(f"{prefix}/procedures/{code}/").content.decode()) == {(code, digest)}
        assert client.get(f"/api/v1/procedures/{code}").json()["sha256"] == digest


def test_the_chart_of_a_matter_carries_the_digest_of_the_version_it_runs_under(
    at_noon: Callable[[Scene], Scene],
) -> None:
    matter = at_noon(archived()).matter
    page = Client().get(f"/m/{matter.number}/").content.decode()
    assert charts(page) == {("four-two-one", deployed(f"{matter.procedure}.v{matter.version}"))}


def test_the_digests_are_those_of_the_lock() -> None:
    locked = dict(
        reversed(line.split()) for line in (SANTAI / LOCK).read_text().splitlines() if line and not line.startswith("#")
    )
    assert locked
    for file, digest in locked.items():
        key = file.removeprefix("procedures/").removesuffix(".toml")
        assert pack().procedures[key].sha256 == digest
