"""What a story test shows, read from its syntax tree: a printed page and a refusal, or neither."""

import ast
from pathlib import Path

# What reads a printed page: the showing's own readers, a client's answer that is a PDF, or the press itself.
_READERS = {"printed", "step_paper", "notice_paper", "pages", "PdfReader"}


def story(root: Path, institution: str) -> Path:
    """The file that tells of an institution."""
    return root / f"test_{institution.replace('-', '_')}.py"


def _called(node: ast.Call) -> str:
    """The name that is called, with the module's or object's name before it where it has one."""
    match node.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=of), attr=name):
            return f"{of}.{name}"
        case ast.Attribute(attr=name):
            return name
    return ""


def _shows(called: set[str], raises: bool) -> set[str]:
    names = {name.rpartition(".")[2] for name in called}
    return {kind for kind, found in (("paper", names & _READERS), ("refusal", raises)) if found}


def _expects(tree: ast.AST, local: set[str]) -> bool:
    """Whether a refusal is expected: by the showing's `refused`, or by pytest itself. `local`: the file's own names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if _called(node) == "refused" and "refused" not in local:
                return True
            if _called(node) == "pytest.raises" and any(
                isinstance(one, ast.Name) and one.id in ("Refusal", "Unfilled") for one in node.args
            ):
                return True
    return False


def shown(source: str) -> set[str]:
    """ "paper" where a test of the file reads a printed page, "refusal" where one expects a refusal.

    What a helper of the same file does counts for the tests that call it.
    """
    functions = {one.name: one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef)}
    own: dict[str, set[str]] = {}
    calls: dict[str, set[str]] = {}
    for name, function in functions.items():
        calls[name] = {_called(node) for node in ast.walk(function) if isinstance(node, ast.Call)}
        own[name] = _shows(calls[name] - set(functions), _expects(function, set(functions)))
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [name for name in functions if name.startswith("test_")]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            found |= own[name]
            waiting += calls[name] & set(functions)
    return found
