"""人 people: persons, bodies, tenures, accounts, declared kinship and incompatibilities, encrypted fields."""
