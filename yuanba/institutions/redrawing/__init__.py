"""Merger, split and renaming of units (两项改革): one act that takes everything along, and its preview."""
