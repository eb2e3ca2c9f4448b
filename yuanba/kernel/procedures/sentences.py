"""Every refusal in a sentence fit for a villager, Chinese first. Blanks are filled from the refusal's facts."""

SENTENCES: dict[str, tuple[str, str]] = {}
