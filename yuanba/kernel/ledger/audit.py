"""Auditing a ledger from its public files alone: no database, no Django, nothing but this package's pure modules.

An audit recomputes everything: the signature, each leaf's canonical form, each unit's chain, every tile and the root.
Whoever kept an older checkpoint or the verifier key passes them in; without them an operator who rewrites the whole
log and signs it again is not found out, as in every transparency log.
"""

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from yuanba.kernel.ledger import note, tlog
from yuanba.kernel.ledger.leaf import MAX_BYTES, LeafError, decode

Fetch = Callable[[str], bytes | None]
Progress = Callable[[int, int], None]

TIMEOUT = 30  # seconds for one file
MAX_FILE = tlog.TILE_WIDTH * (2 + MAX_BYTES)
MAX_PROBLEMS = 100

# Every finding has its sentence in English and in Chinese.
SENTENCES = {
    "unreachable": ("{where} cannot be read: {detail}.", "无法读取 {where}：{detail}。"),
    "missing": ("{where} is missing.", "缺少 {where}。"),
    "vkey": ("The verifier key is not usable: {detail}.", "验证公钥不可用：{detail}。"),
    "another-key": ("The ledger shows another verifier key than yours.", "账本公布的验证公钥与您提供的不同。"),
    "signature": ("The checkpoint is not properly signed: {detail}.", "检查点签名不成立：{detail}。"),
    "origin": ("The checkpoint is of {detail}, not of this ledger.", "检查点属于 {detail}，不是本账本。"),
    "bundle": ("{where} is damaged: {detail}.", "{where} 已损坏：{detail}。"),
    "leaf": ("Entry {where} is not a proper leaf: {detail}.", "第 {where} 条不合格式：{detail}。"),
    "seq": (
        "Entry {where} breaks the numbering of its unit: {detail}.",
        "第 {where} 条打乱了所属单位的编号：{detail}。",
    ),
    "prev": ("Entry {where} does not follow the one before it in its unit.", "第 {where} 条与所属单位的上一条不相接。"),
    "tile": ("{where} does not fit the entries.", "{where} 与条目不符。"),
    "root": ("The entries do not lead to the signed root.", "由条目算出的根与签名的根不符。"),
    "previous": ("The older checkpoint is not usable: {detail}.", "旧检查点不可用：{detail}。"),
    "fork": (
        "The ledger does not extend the older checkpoint of {detail} entries.",
        "账本不是旧检查点（{detail} 条）的延续。",
    ),
    "more": ("Further findings are not listed.", "其余问题不再列出。"),
}


@dataclass(frozen=True)
class Problem:
    """One finding: a `code` of SENTENCES, `where` (file, or entry counted from 0) and one sentence in each language."""

    code: str
    where: str
    message: str
    message_zh: str


@dataclass
class Report:
    """What an audit saw. `root` is hex; `units` gives each unit's number of entries; sound without `problems`."""

    origin: str = ""
    size: int = 0
    root: str = ""
    units: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.problems


def audit_dir(
    directory: Path, *, vkey: str | None = None, previous: str | None = None, progress: Progress | None = None
) -> Report:
    """Audit the mirror in `directory`. `vkey` is the verifier key you trust, `previous` an older checkpoint you kept.

    `progress(done, size)` is called after each bundle of entries.
    """

    def fetch(path: str) -> bytes | None:
        file = directory / path
        return file.read_bytes() if file.is_file() else None

    return _Audit(fetch).run(vkey, previous, progress)


def audit_url(
    url: str, *, vkey: str | None = None, previous: str | None = None, progress: Progress | None = None
) -> Report:
    """Audit the ledger whose `checkpoint` is at `<url>/checkpoint`, over http or https; else as `audit_dir`."""
    if not url.startswith(("http://", "https://")):
        raise ValueError("the address of a ledger begins with http:// or https://")

    def fetch(path: str) -> bytes | None:
        try:
            with urllib.request.urlopen(f"{url.rstrip('/')}/{path}", timeout=TIMEOUT) as answer:
                data: bytes = answer.read(MAX_FILE + 1)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in (404, 410):
                return None
            raise
        return data

    return _Audit(fetch).run(vkey, previous, progress)


class _Stop(Exception):
    """Nothing more can be audited."""


class _Audit:
    def __init__(self, fetch: Fetch) -> None:
        self.fetch = fetch
        self.report = Report()
        self.chains: dict[str, bytes] = {}

    def run(self, vkey: str | None, previous: str | None, progress: Progress | None) -> Report:
        try:
            verifier = self.verifier(vkey)
            head = self.head(verifier)
            hashes = self.entries(head.size, progress)
            self.tree(head, hashes)
            if previous is not None:
                self.extends(verifier, previous, head, hashes)
        except _Stop:
            pass
        return self.report

    def add(self, code: str, where: str = "", detail: object = "") -> None:
        if len(self.report.problems) >= MAX_PROBLEMS:
            code, where, detail = "more", "", ""
        english, chinese = SENTENCES[code]
        self.report.problems.append(
            Problem(code, where, english.format(where=where, detail=detail), chinese.format(where=where, detail=detail))
        )
        if code == "more":
            raise _Stop

    def stop(self, code: str, where: str = "", detail: object = "") -> _Stop:
        self.add(code, where, detail)
        return _Stop()

    def get(self, path: str) -> bytes | None:
        try:
            data = self.fetch(path)
        except (OSError, http.client.HTTPException) as error:
            raise self.stop("unreachable", path, error) from error
        if data is not None and len(data) > MAX_FILE:
            raise self.stop("bundle", path, f"more than {MAX_FILE} bytes")
        return data

    def text(self, path: str) -> str:
        data = self.get(path)
        if data is None:
            raise self.stop("missing", path)
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise self.stop("signature" if path == "checkpoint" else "vkey", path, "not UTF-8") from error

    def verifier(self, trusted: str | None) -> note.Verifier:
        shown = self.text("vkey")
        try:
            verifier = note.parse_vkey(trusted if trusted is not None else shown)
        except (note.NoteError, ValueError) as error:
            raise self.stop("vkey", "vkey", error) from error
        if trusted is not None and trusted.strip() != shown.strip():
            self.add("another-key", "vkey")
        self.report.origin = verifier.name
        return verifier

    def head(self, verifier: note.Verifier) -> note.Head:
        try:
            head = note.parse_checkpoint(verifier.open(self.text("checkpoint")))
        except note.NoteError as error:
            raise self.stop("signature", "checkpoint", error) from error
        if head.origin != verifier.name:
            self.add("origin", "checkpoint", head.origin)
        self.report.size, self.report.root = head.size, head.root.hex()
        return head

    def entries(self, size: int, progress: Progress | None) -> list[bytes]:
        """Leaf hashes of all entries, each checked for its form and its place in its unit's chain."""
        hashes: list[bytes] = []
        for first in range(0, size, tlog.TILE_WIDTH):
            width = min(tlog.TILE_WIDTH, size - first)
            path = tlog.tile_path("entries", first // tlog.TILE_WIDTH, width)
            data = self.get(path)
            if data is None:
                raise self.stop("missing", path)
            try:
                bundle = tlog.unbundle(data)
            except ValueError as error:
                raise self.stop("bundle", path, error) from error
            if len(bundle) != width:
                raise self.stop("bundle", path, f"{len(bundle)} entries instead of {width}")
            for offset, leaf in enumerate(bundle):
                hashes.append(tlog.leaf_hash(leaf))
                self.entry(first + offset, leaf, hashes[-1])
            if progress is not None:
                progress(first + width, size)
        return hashes

    def entry(self, index: int, data: bytes, digest: bytes) -> None:
        try:
            leaf = decode(data)
        except LeafError as error:
            self.add("leaf", str(index), error)
            return
        expected = self.report.units.get(leaf.unit, 0) + 1
        if leaf.seq != expected:
            self.add("seq", str(index), f"{leaf.unit} {leaf.seq} ≠ {expected}")
        elif leaf.prev != self.chains.get(leaf.unit, b""):
            self.add("prev", str(index))
        self.report.units[leaf.unit] = leaf.seq
        self.chains[leaf.unit] = digest

    def tree(self, head: note.Head, hashes: list[bytes]) -> None:
        """Compare every tile and the root with what the entries give."""
        levels = [hashes]
        while full := len(levels[-1]) // tlog.TILE_WIDTH:
            row = levels[-1]
            levels.append([tlog.perfect(row[i << 8 : (i + 1) << 8]) for i in range(full)])
        for level, number, width in tlog.tile_widths(head.size):
            path = tlog.tile_path(level, number, width)
            tile = self.get(path)
            first = number * tlog.TILE_WIDTH
            if tile is None:
                self.add("missing", path)
            elif tile != b"".join(levels[level][first : first + width]):
                self.add("tile", path)
        if _root(levels, head.size) != head.root:
            self.add("root", "checkpoint")

    def extends(self, verifier: note.Verifier, previous: str, head: note.Head, hashes: list[bytes]) -> None:
        try:
            old = note.parse_checkpoint(verifier.open(previous))
        except note.NoteError as error:
            self.add("previous", "", error)
            return
        if old.size > head.size or _root([hashes], old.size) != old.root:
            self.add("fork", "checkpoint", old.size)


def _root(levels: list[list[bytes]], size: int) -> bytes:
    """Root of the first `size` leaves, from the rows of tile levels at hand."""

    def node(height: int, n: int) -> bytes:
        level = min(height // tlog.TILE_HEIGHT, len(levels) - 1)
        rest = height - level * tlog.TILE_HEIGHT
        return tlog.perfect(levels[level][n << rest : (n + 1) << rest])

    return tlog.fold([node(height, n) for height, n in tlog.nodes((0, size))])
