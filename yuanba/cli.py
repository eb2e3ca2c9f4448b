"""The command line: `yuanba NAME …` is one of ours, any other word one of Django's, as is what follows `yuanba django`.

Exit codes: 0 success, 1 a finding, 2 bad use. Errors are one sentence on stderr, `--json` one document on stdout.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Any, NoReturn

from yuanba.ops import saying

# In the order of the help. Each is a module of yuanba.ops.commands with HELP, EXAMPLE, add(parser) and run(args).
COMMANDS = (
    "demo",
    "serve",
    "check",
    "places",
    "institutions",
    "powers",
    "coverage",
    "ledgers",
    "people",
    "conflicts",
    "pilot",
    "adopt",
    "spread",
    "suspend",
    "revoke",
    "token",
    "matter",
    "why",
    "chart",
    "tick",
    "verify",
    "ledger",
    "backup",
    "restore",
)


class Parser(argparse.ArgumentParser):
    """Bad use is one sentence, not a page of usage."""

    def error(self, message: str) -> NoReturn:
        saying.complain(f"{self.prog}: {message}; see `{self.prog} --help`.")
        raise SystemExit(2)


def _command(name: str) -> Any:
    return import_module(f"yuanba.ops.commands.{name}")


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {_command(name).HELP}" for name in COMMANDS]
    return "\n".join(
        [
            "Yuanba: the house of a village's self-government.",
            "",
            "Commands (`yuanba COMMAND --help` shows an example):",
            *lines,
            "",
            "Every command of Django is reachable too: `yuanba migrate`, `yuanba django check`.",
            "",
            "Example: yuanba demo --port 8000",
        ]
    )


def _django(words: Sequence[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuanba.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line, get_commands

    unsettled = ""
    try:
        # Asked before the apps are there, `get_commands` remembers for ever that they bring none.
        django.setup()
    except ImproperlyConfigured as error:
        unsettled = f" {error}"
    try:
        if not words[0].startswith("-") and words[0] not in ("help", "version", *get_commands()):
            raise saying.BadUse(f"There is no command {words[0] or '“”'}; `yuanba --help` lists them.{unsettled}")
        execute_from_command_line(["yuanba", *words])
    except ImproperlyConfigured as error:
        raise saying.BadUse(str(error)) from None
    return 0


def _sentence(error: OSError) -> str:
    """What the system says of a file or an address that cannot be used."""
    name = f"{error.filename}: " if error.filename else ""
    return f"{name}{error.strerror or error}."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _answer(*words)
        # Here, and not when the process ends: a pipe that was closed is met where it is known.
        sys.stdout.flush()
        return code
    except saying.BadUse as error:
        saying.complain(str(error))
        return 2
    except saying.Finding as error:
        saying.complain(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of a pipe went away, as `head` does; nothing is wrong with the command.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        saying.complain(_sentence(error))
        return 2


def _answer(*words: str) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        print(_overview())
        return 0
    if words == ("--version",):
        print(f"yuanba {version('yuanba')}")
        return 0
    return _run(*words)


def _run(name: str, *rest: str) -> int:
    if name == "django":
        return _django(rest or ["help"])
    if name not in COMMANDS:
        return _django([name, *rest])
    command = _command(name)
    parser = Parser(
        prog=f"yuanba {name}",
        description=command.HELP,
        epilog=f"Example:\n  {command.EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add(parser)
    return int(command.run(parser.parse_args(rest)))


if __name__ == "__main__":
    sys.exit(main())
