"""Names that a procedure may give to what Python does: guards, which let nothing unlawful pass, and effects.

Data names them, code implements them (`matters/guards.py`, `matters/effects.py`); nothing in them is configured.
"""

from collections.abc import Mapping
from types import MappingProxyType

from yuanba.kernel.procedures.definitions import Text

# What may not pass a step, whoever acts.
GUARDS: Mapping[str, Text] = MappingProxyType({})
# What the way forward of a step brings about beyond its own matter.
EFFECTS: Mapping[str, Text] = MappingProxyType({})
# Steps whose way forward a person takes: only there can what is still missing be asked for.
ACTED = ("draft", "review", "meet", "do")
