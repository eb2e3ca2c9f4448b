"""The posting period as pure law: a local parameter may only be longer than the statute's days (VCOL 35, RCOL 34)."""

from yuanba.kernel.procedures.law import Rule
from yuanba.kernel.procedures.refusal import Refusal


def posting_days(*, local: int, floor: Rule) -> int:
    """Days that a posting stands. Refusal `param-below-law` where the local number is under the floor."""
    if local < floor.value:
        raise Refusal("param-below-law", law=str(floor.basis), param="posting_days", least=floor.value)
    return local
