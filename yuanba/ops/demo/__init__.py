"""The demonstration: the real county of 462 units with invented people, and one village that can be lived through."""
