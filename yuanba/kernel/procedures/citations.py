"""Citations of law: `statute:article`, with an optional item, such as `vcol-2026:28(3)`."""

import re
from dataclasses import dataclass

_FORM = re.compile(r"^(?P<statute>[a-z][a-z0-9-]*):(?P<article>\d+)(?:\((?P<item>\d+)\))?$")


@dataclass(frozen=True, slots=True)
class Citation:
    """One article (and item) of one edition of a statute; `statute` is the code of a file under `law/`."""

    statute: str
    article: int
    item: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Citation":
        """Read `statute:article(item)`; ValueError names the text that is not of this form."""
        found = _FORM.match(text)
        if not found:
            raise ValueError(f"not a citation: {text!r}; write statute:article or statute:article(item)")
        item = found["item"]
        return cls(found["statute"], int(found["article"]), int(item) if item else None)

    def __str__(self) -> str:
        return f"{self.statute}:{self.article}" + (f"({self.item})" if self.item else "")
