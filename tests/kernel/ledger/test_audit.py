"""The honest mirror passes and a forged one fails, before our audit and before Go's library alike."""

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.kernel.ledger.forging import leaves_of, rechained, reworded, rewrite, write_bundle
from yuanba.kernel.ledger import acts, note, publish, sequence, tiles
from yuanba.kernel.ledger.audit import SENTENCES, audit_dir, audit_url
from yuanba.kernel.ledger.leaf import Leaf, encode
from yuanba.kernel.ledger.models import Entry
from yuanba.kernel.ledger.tlog import leaf_hash

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
oracle = pytest.mark.oracle


def codes(report):
    return {problem.code for problem in report.problems}


@dataclass
class Forger:
    """Somebody with the mirror, its true leaves and, when `signer` is asked for, the ledger's own key."""

    mirror: Path
    signer: note.Key
    stranger: note.Key
    leaves: list[bytes] = field(default_factory=list)

    def change_an_entry(self):
        write_bundle(self.mirror, [*self.leaves[:9], reworded(self.leaves[9]), *self.leaves[10:256]])

    def remove_an_entry(self):
        write_bundle(self.mirror, self.leaves[:9] + self.leaves[10:256])

    def remove_an_entry_and_close_the_gap(self):
        write_bundle(self.mirror, self.leaves[:9] + self.leaves[10:257])

    def swap_two_entries(self):
        write_bundle(self.mirror, [self.leaves[1], self.leaves[0], *self.leaves[2:256]])

    def add_an_entry(self):
        write_bundle(self.mirror, [*self.leaves[:256], self.leaves[0]])

    def put_one_entry_twice(self):
        write_bundle(self.mirror, [self.leaves[0], *self.leaves[:255]])

    def cut_a_bundle_off(self):
        path = self.mirror / "tile/entries/000"
        path.write_bytes(path.read_bytes()[:-1])

    def change_an_entry_and_all_hashes(self):
        rewrite(self.mirror, [*self.leaves[:9], reworded(self.leaves[9]), *self.leaves[10:]])

    def change_an_entry_chains_and_all_hashes(self):
        rewrite(self.mirror, rechained([*self.leaves[:9], reworded(self.leaves[9]), *self.leaves[10:]]))

    def change_a_hash_tile(self):
        path = self.mirror / "tile/0/001.p/44"
        path.write_bytes(bytes(32) + path.read_bytes()[32:])

    def change_the_upper_hash_tile(self):
        (self.mirror / "tile/1/000.p/1").write_bytes(bytes(32))

    def lose_a_bundle(self):
        (self.mirror / "tile/entries/000").unlink()

    def lose_a_hash_tile(self):
        (self.mirror / "tile/0/000").unlink()

    def lose_the_checkpoint(self):
        (self.mirror / "checkpoint").unlink()

    def lose_the_key(self):
        (self.mirror / "vkey").unlink()

    def change_the_size(self):
        path = self.mirror / "checkpoint"
        path.write_text(path.read_text().replace("\n300\n", "\n299\n"))

    def sign_with_another_key_of_the_same_name(self):
        vkey = (self.mirror / "vkey").read_text()
        rewrite(self.mirror, self.leaves, self.stranger)
        (self.mirror / "vkey").write_text(vkey)

    def sign_a_gap(self):
        rewrite(self.mirror, self.leaves[:9] + self.leaves[10:], self.signer)

    def sign_another_order(self):
        rewrite(
            self.mirror,
            [*self.leaves[:3], self.leaves[6], *self.leaves[4:6], self.leaves[3], *self.leaves[7:]],
            self.signer,
        )

    def sign_a_changed_entry(self):
        rewrite(self.mirror, [*self.leaves[:9], reworded(self.leaves[9]), *self.leaves[10:]], self.signer)


FORGERIES = {
    "change_an_entry": {"prev", "tile", "root"},
    "remove_an_entry": {"bundle"},
    "remove_an_entry_and_close_the_gap": {"seq", "tile", "root", "prev"},
    "swap_two_entries": {"tile", "root"},
    "add_an_entry": {"bundle"},
    "put_one_entry_twice": {"seq", "prev", "tile", "root"},
    "cut_a_bundle_off": {"bundle"},
    "change_an_entry_and_all_hashes": {"prev", "root"},
    "change_an_entry_chains_and_all_hashes": {"root"},
    "change_a_hash_tile": {"tile"},
    "change_the_upper_hash_tile": {"tile"},
    "lose_a_bundle": {"missing"},
    "lose_a_hash_tile": {"missing"},
    "lose_the_checkpoint": {"missing"},
    "lose_the_key": {"missing"},
    "change_the_size": {"signature"},
    "sign_with_another_key_of_the_same_name": {"signature"},
    "sign_a_gap": {"seq"},
    "sign_another_order": {"seq"},
    "sign_a_changed_entry": {"prev"},
}


@pytest.fixture
def forger(mirror: Path, founded: note.Key, tmp_path: Path) -> Forger:
    return Forger(mirror, founded, note.generate(tmp_path / "stranger.key"), leaves_of(mirror))


def test_every_forgery_is_listed():
    assert set(FORGERIES) == {name for name, value in vars(Forger).items() if callable(value) and name[0] != "_"}


def test_the_honest_mirror_is_sound(mirror):
    report = audit_dir(mirror)
    assert report.problems == []
    assert (report.size, report.origin) == (300, "yuanba.test/ledger/510722")
    assert report.units == {"510722101201": 100, "510722101202": 100, "510722101": 100}


@oracle
def test_go_finds_the_honest_mirror_sound_with_the_same_root(mirror, judge):
    assert judge(mirror).stdout == f"sound 300 {audit_dir(mirror).root}\n"


@oracle
def test_the_empty_ledger_is_sound_before_both_judges(founded, tmp_path, judge):
    publish.export(tmp_path / "mirror")
    assert audit_dir(tmp_path / "mirror").sound
    assert judge(tmp_path / "mirror").returncode == 0


@oracle
def test_rewriting_a_mirror_from_its_own_leaves_changes_nothing(forger, judge):
    rewrite(forger.mirror, rechained(forger.leaves), forger.signer)
    assert audit_dir(forger.mirror).sound
    assert judge(forger.mirror).returncode == 0


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_mirror_is_refused_by_our_audit(forger, forgery):
    getattr(forger, forgery)()
    report = audit_dir(forger.mirror)
    assert not report.sound
    assert codes(report) <= FORGERIES[forgery] | {"more"}


@oracle
@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_mirror_is_refused_by_go(forger, forgery, judge):
    getattr(forger, forgery)()
    done = judge(forger.mirror)
    assert (done.returncode, done.stdout) == (1, "")


@oracle
def test_an_operator_who_rewrites_the_whole_log_is_found_out_by_an_older_checkpoint(forger, judge, tmp_path):
    old = tmp_path / "old"
    old.write_text((forger.mirror / "checkpoint").read_text())
    rewrite(forger.mirror, rechained(forger.leaves[:9] + forger.leaves[10:] + forger.leaves[:3]), forger.signer)
    assert audit_dir(forger.mirror).sound
    assert codes(audit_dir(forger.mirror, previous=old.read_text())) == {"fork"}
    assert judge(forger.mirror).returncode == 0
    assert judge("-old", old, forger.mirror).returncode == 1


@oracle
def test_a_log_that_lost_its_end_is_found_out_by_an_older_checkpoint(forger, judge, tmp_path):
    old = tmp_path / "old"
    old.write_text((forger.mirror / "checkpoint").read_text())
    rewrite(forger.mirror, forger.leaves[:-1], forger.signer)
    assert codes(audit_dir(forger.mirror, previous=old.read_text())) == {"fork"}
    assert judge("-old", old, forger.mirror).returncode == 1


@oracle
def test_a_log_that_grew_extends_its_older_checkpoints(mirror, grow, judge, tmp_path):
    old = tmp_path / "old"
    old.write_text((mirror / "checkpoint").read_text())
    grow(300)
    publish.export(mirror)
    report = audit_dir(mirror, previous=old.read_text(), vkey=tiles.vkey())
    assert (report.sound, report.size) == (True, 600)
    assert judge("-old", old, "-vkey", tiles.vkey(), mirror).returncode == 0


@oracle
def test_a_whole_ledger_of_somebody_else_is_found_out_by_the_key_one_trusts(forger, judge):
    rewrite(forger.mirror, forger.leaves, forger.stranger)
    assert audit_dir(forger.mirror).sound
    assert codes(audit_dir(forger.mirror, vkey=tiles.vkey())) == {"another-key", "signature"}
    assert judge("-vkey", tiles.vkey(), forger.mirror).returncode == 1


@oracle
def test_our_inclusion_proofs_convince_go(mirror, judge):
    for entry in Entry.objects.filter(index__in=[0, 1, 255, 256, 299]):
        proof = [part.hex() for part in tiles.inclusion(entry.index, 300)]
        claim = ["-index", str(entry.index), "-proof", ",".join(proof), "-leaf"]
        assert judge(*claim, bytes(entry.leaf_hash).hex(), mirror).returncode == 0
        assert judge(*claim, bytes(32).hex(), mirror).returncode == 1


@oracle
def test_erasing_every_salt_leaves_the_ledger_sound(mirror, judge):
    before = {path: path.read_bytes() for path in mirror.rglob("*") if path.is_file()}
    assert sum(acts.forget(entry=key) for key in Entry.objects.values_list("id", flat=True)) == 60
    assert publish.export(mirror) == 0
    assert before == {path: path.read_bytes() for path in mirror.rglob("*") if path.is_file()}
    assert audit_dir(mirror).sound
    assert judge(mirror).returncode == 0


@oracle
@pytest.mark.slow
def test_a_log_of_three_levels_is_sound_before_both_judges(founded, tmp_path, judge):
    prev, entries = b"", []
    for seq in range(1, 66_001):
        leaf = encode(Leaf("matter.taken", "510722101201", seq, prev, AT, "", (), ()))
        prev = leaf_hash(leaf)
        entries.append(Entry(unit="510722101201", seq=seq, kind="matter.taken", at=AT, leaf=leaf, leaf_hash=prev))
    Entry.objects.bulk_create(entries, batch_size=1000)
    assert sequence.sequence(now=AT, signer=founded) == 66_000
    publish.export(tmp_path / "mirror")
    assert (tmp_path / "mirror/tile/2/000.p/1").exists()
    report = audit_dir(tmp_path / "mirror")
    assert report.problems == []
    assert judge(tmp_path / "mirror").stdout == f"sound 66000 {report.root}\n"


def test_an_audit_needs_neither_django_nor_a_database():
    script = "import sys, yuanba.kernel.ledger.audit; sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[3])


def test_a_hundred_findings_are_enough(forger):
    rewrite(forger.mirror, forger.leaves[::-1], forger.signer)
    report = audit_dir(forger.mirror)
    assert len(report.problems) == 101
    assert report.problems[-1].code == "more"


def test_every_finding_is_a_sentence_in_both_languages(forger):
    forger.change_an_entry()
    for problem in audit_dir(forger.mirror).problems:
        assert problem.message.endswith(".")
        assert problem.message_zh.endswith("。")
    assert all("{" not in text.format(where="", detail="") for pair in SENTENCES.values() for text in pair)


def test_an_audit_tells_how_far_it_is(mirror):
    seen = []
    audit_dir(mirror, progress=lambda done, size: seen.append((done, size)))
    assert seen == [(256, 300), (300, 300)]


@pytest.fixture
def address(mirror: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(mirror)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_mirror_is_audited_over_http(address, mirror):
    assert audit_url(address) == audit_dir(mirror)
    (mirror / "tile/0/000").unlink()
    assert codes(audit_url(address)) == {"missing"}


def test_an_address_where_nobody_answers_is_a_finding():
    assert codes(audit_url("http://127.0.0.1:1/ledger")) == {"unreachable"}


def test_only_web_addresses_are_audited():
    with pytest.raises(ValueError, match="http"):
        audit_url("file:///etc/passwd")
