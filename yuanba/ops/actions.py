"""What a command of several actions says of each: its help, with an example."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Actions = argparse._SubParsersAction[argparse.ArgumentParser]


def action(actions: "Actions", name: str, *, help: str, description: str, example: str) -> argparse.ArgumentParser:
    """The parser of one action; its help ends with the example as it is typed."""
    return actions.add_parser(
        name,
        help=help,
        description=description,
        epilog=f"Example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
