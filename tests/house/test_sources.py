"""What we depend on: locked with hashes, and named without the place it came from."""

import json
import re
import tomllib

from tests.house.tree import ROOT, committed

# Put together from halves, so that this file does not find itself.
HOSTS = [
    "registry.npm" + "js.org",
    "registry.npm" + "mirror.com",
    "registry.yarn" + "pkg.com",
    "pypi.org" + "/simple",
    "files.python" + "hosted.org",
    "deb.debian" + ".org",
    "proxy.gol" + "ang.org",
]
LOCK = (ROOT / "requirements.lock").read_text()


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_no_committed_file_names_a_registry_host() -> None:
    texts = ((path, (ROOT / path).read_bytes()) for path in committed())
    assert not [(str(path), host) for path, text in texts for host in HOSTS if host.encode() in text]


def test_the_python_lock_gives_every_package_a_version_and_a_hash_and_no_address() -> None:
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    assert len(entries) > 50
    assert not [entry for entry in entries if not re.match(r"[a-z0-9._-]+==\S+.*\\\n\s+--hash=sha256:", entry)]
    assert "://" not in LOCK


def test_the_python_lock_holds_everything_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {normal(re.match(r"[A-Za-z0-9._-]+", item).group()) for item in asked}
    locked = {normal(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", LOCK, re.MULTILINE)}
    assert not names - locked


def test_the_node_lock_gives_every_package_a_hash_and_no_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not [name for name, entry in packages.items() if name and "integrity" not in entry]
    assert not [name for name, entry in packages.items() if "resolved" in entry]
