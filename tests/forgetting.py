"""What a process has learned of its pack is forgotten, for a test that deploys another."""

import sys

from yuanba.prepared import Prepared


def forget() -> None:
    """Empty every cache of a function of ours and every query built from the pack, as a fresh process finds them."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "yuanba":
            for value in vars(module).values():
                if isinstance(value, Prepared):
                    value._built.clear()
                elif clear := getattr(value, "cache_clear", None):
                    clear()
