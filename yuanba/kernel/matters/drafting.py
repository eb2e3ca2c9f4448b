"""`draft`: someone writes something down and hands it in."""

from yuanba.kernel.matters.verbs import PlainVerb, register


class Draft(PlainVerb):
    """Handed in when the matter is opened, or later by whoever holds the step."""

    kind = "draft"


register(Draft())
