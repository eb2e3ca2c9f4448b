"""Blanks: reading what was written into a form's fields, and refusing what may not be shown in public."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from stdnum import luhn

from yuanba.kernel.procedures.bounded import day, number, plain, reach
from yuanba.kernel.procedures.definitions import Field
from yuanba.kernel.procedures.identity import is_identity
from yuanba.kernel.procedures.refusal import Refusal

LONGEST = {"text": 120, "long": 4000}
MOST_ITEMS = 500
_MONEY_MAX = Decimal("99999999999.99")
_DIGITS = re.compile(r"(?<![0-9])[0-9][0-9 \-]{9,30}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?:00|\+)?(?:86)?1[3-9][0-9]{9}")
# Grouped as people write a mobile number, with whatever sign between.
_GROUPED = re.compile(r"(?<![0-9])1[3-9][0-9]([^0-9\w\n]|_)[0-9]{4}\1[0-9]{4}(?![0-9])")
# A SHA-256 or a UUID: its digits are chance, and one in some thousands ends like a mobile number.
_DIGEST = re.compile(r"(?<![0-9A-Za-z])(?:[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9A-Za-z])")
# Controls, lone surrogates, and signs that are not seen: they hide a name from the screen or turn the line round.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff0-\uffff\U000e0000-\U000e0fff]"
)


class Unfilled(Refusal):
    """A form with blanks that are missing or wrong: `errors[field]` is the refusal for that blank."""

    def __init__(self, errors: Mapping[str, Refusal]) -> None:
        self.errors = errors
        super().__init__("form-unfilled", count=len(errors))


def personal(text: str) -> str | None:
    """The personal number in a text: "id_number", "phone", "bank_account" or None (PIPL 28; our list 5, N7)."""
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in unicodedata.normalize("NFKC", text))
    text = _DIGEST.sub("", text)
    if _GROUPED.search(text):
        return "phone"
    for found in _DIGITS.finditer(text):
        digits = re.sub(r"[ \-]", "", found.group())
        if is_identity(digits.upper()):
            return "id_number"
        if _MOBILE.fullmatch(digits):
            return "phone"
        if digits.isdigit() and 16 <= len(digits) <= 19 and luhn.is_valid(digits):
            return "bank_account"
    return None


def clean(raw: Any) -> str:
    """A text without signs that nobody sees, its lines ended in one way."""
    return _FORBIDDEN.sub("", str(raw)).replace("\r\n", "\n").strip()


def _words(field: Field, raw: Any) -> str:
    text = clean(raw)
    longest = LONGEST[field.type]
    if len(text) > longest:
        raise Refusal("blank-too-long", longest=longest)
    if field.public and (kind := personal(text)):
        raise Refusal(f"blank-personal-{kind.replace('_', '-')}")
    return text


def money(raw: Any) -> str:
    """Yuan with two decimals as text, e.g. "180000.00"; thousands separators and the yuan sign are forgiven."""
    text = plain(raw).replace(",", "").replace("，", "").replace("¥", "").replace("￥", "").replace("元", "").strip()
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise Refusal("blank-not-money") from None
    if not value.is_finite() or not 0 <= value <= _MONEY_MAX or value != value.quantize(Decimal("0.01")):
        raise Refusal("blank-not-money")
    return f"{value:.2f}"


def _key(raw: Any) -> int:
    """The number of a row, such as a person's."""
    text = plain(raw)
    if isinstance(raw, bool) or not re.fullmatch(r"[0-9]{1,9}", text):
        raise Refusal("blank-not-number")
    return int(text)


def _items(raw: Any) -> list[dict[str, str]]:
    """Line items `[{name, income, expense, note}]`: item by item, entry by entry (逐项逐笔)."""
    if not isinstance(raw, Sequence) or isinstance(raw, str) or len(raw) > MOST_ITEMS:
        raise Refusal("blank-not-items", most=MOST_ITEMS)
    rows = []
    for row in raw:
        if not isinstance(row, Mapping):
            raise Refusal("blank-not-items", most=MOST_ITEMS)
        name, note = (clean(row.get(key) or "") for key in ("name", "note"))
        amounts = {key: money(row.get(key) or "0") for key in ("income", "expense")}
        if not name and not note and all(value == "0.00" for value in amounts.values()):
            continue
        if not name:
            raise Refusal("blank-item-unnamed")
        if kind := personal(name) or personal(note):
            raise Refusal(f"blank-personal-{kind.replace('_', '-')}")
        rows.append({"name": name[:120], **amounts, "note": note[:200]})
    return rows


def _one(field: Field, raw: Any, on: date | None) -> Any:
    match field.type:
        case "text" | "long":
            return _words(field, raw)
        case "number":
            return number(raw, field.most)
        case "money":
            return money(raw)
        case "date":
            return day(raw, reach(field, on)).isoformat()
        case "choice":
            if not isinstance(raw, str) or raw not in field.choices:
                raise Refusal("blank-not-a-choice")
            return raw
        case "items":
            return _items(raw)
        case "yes":
            return raw in (True, "on", "1", "true", "yes")
        case "person":
            return _key(raw)
        case "roll":
            if not isinstance(raw, Sequence) or isinstance(raw, str) or len(raw) > 20000:
                raise Refusal("blank-not-a-choice")
            return sorted({_key(one) for one in raw})
        case "place":
            return clean(raw)[:64]
        case _:
            if not isinstance(raw, Mapping) or "sha256" not in raw:
                raise Refusal("blank-not-a-file")
            return dict(raw)


def fill(fields: Iterable[Field], raw: Mapping[str, Any], on: date | None = None) -> dict[str, Any]:
    """What was written, cleaned, as JSON-able values by field code; Unfilled names every blank that is wrong at once.

    `on` is the day of the act, from which a field that is bounded by `past` and `future` is counted.
    Files are descriptors `{"sha256", "name", "size", "media"}` of bytes already kept by the caller.
    """
    filled: dict[str, Any] = {}
    errors: dict[str, Refusal] = {}
    for field in fields:
        if field.fixed:
            filled[field.code] = next(iter(field.choices))
            continue
        value = raw.get(field.code)
        if value is None or value == "" or value == []:
            if field.required:
                errors[field.code] = Refusal("blank-missing", field=field.name.zh, field_en=field.name.en)
            continue
        try:
            read = _one(field, value, on)
        except Refusal as refusal:
            errors[field.code] = refusal
            continue
        if read in ("", []):
            if field.required:
                errors[field.code] = Refusal("blank-missing", field=field.name.zh, field_en=field.name.en)
            continue
        if field.type == "yes" and field.required and not read:
            errors[field.code] = Refusal("blank-missing", field=field.name.zh, field_en=field.name.en)
            continue
        filled[field.code] = read
    if errors:
        raise Unfilled(errors)
    return filled
