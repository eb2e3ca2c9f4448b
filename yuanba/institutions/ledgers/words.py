"""What the ledgers of a pack come to: each field with its source or its basis, and the share that nobody types."""

from typing import Any

from yuanba.institutions.ledgers.forms import declared
from yuanba.kernel.procedures.pack import Pack


def told(county: Pack) -> dict[str, Any]:
    """The document of `yuanba ledgers --json`, as far as the pack alone says it."""
    ledgers: list[dict[str, Any]] = [
        {
            "code": form.code,
            "name": form.name.zh,
            "name_en": form.name.en,
            "rows_from": form.source,
            "fields": [
                {
                    "code": one.code,
                    "name": one.name.zh,
                    "name_en": one.name.en,
                    "derived": one.derived,
                    "source": one.source or None,
                    "basis": one.basis or None,
                    "public": one.public,
                }
                for one in form.columns
            ],
        }
        for form in declared(county).values()
    ]
    fields = [field for row in ledgers for field in row["fields"]]
    derived = sum(bool(field["derived"]) for field in fields)
    return {
        "ledgers": ledgers,
        "derived": derived,
        "total": len(fields),
        "share": derived / len(fields) if fields else 1.0,
    }
