"""台账 ledgers that nobody keeps: each is derived from what the house holds, prints itself, and is checked by digest."""
