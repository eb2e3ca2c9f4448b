"""A county that the house has never seen: its own places in every answer, and something to live through at once."""

import re
from pathlib import Path

import pytest

from tests.kernel.procedures.packs import PackCopy
from tests.ops.running import asked, yuanba

pytestmark = pytest.mark.slow
DIVISIONS = """code,name,township_code,township_name
530629101201,白岩村民委员会,530629101,甲马镇
530629101001,河口社区居民委员会,530629101,甲马镇
530629102201,石门村村民委员会,530629102,乙坪乡
"""
ASK = """
import json
from django.test import Client
from yuanba.kernel.people.models import Account
def get(path):
    return client.get(path, headers={"host": "127.0.0.1"}).content.decode()
client = Client()
said = {path: get(path) for path in ("/", "/en/", "/demo/", "/tour/", "/p/530629101201/", "/api/openapi.json")}
client.force_login(Account.objects.get(username="resident-1"), backend="django.contrib.auth.backends.ModelBackend")
said["new"] = get("/p/530629101201/new/")
print(json.dumps(said))
"""


def test_its_demonstration_can_be_lived_through_and_names_no_other_county(tmp_path: Path) -> None:
    pack = PackCopy(tmp_path)
    for old, new in (("510722", "530629"), ("三台", "青岗"), ("Santai", "Qinggang")):
        pack.swap_all("county.toml", old, new)
    pack.write("places/divisions.csv", DIVISIONS)
    assert pack.problems() == []
    data = tmp_path / "data"
    built = yuanba("demo", "--no-serve", "--data", data, YUANBA_PACK=str(pack.root))
    assert built.returncode == 0, built.stderr
    said = asked(ASK, data=data, YUANBA_PACK=str(pack.root))
    for path, words in said.items():
        assert not re.search("510722|三台|Santai|凤凰|Fenghuang|潼川", words), path
    assert "resident-1" in said["/demo/"]
    assert "没有导览" in said["/tour/"]
    assert "four-two-one.wish" in said["new"], "a resident can begin what the town has adopted"
    assert "530629101201" in said["/api/openapi.json"]
    assert yuanba("verify", data=data, YUANBA_PACK=str(pack.root)).returncode == 0
    assert yuanba("ledgers", "--check", data=data, YUANBA_PACK=str(pack.root)).returncode == 0
