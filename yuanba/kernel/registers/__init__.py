"""册 registers: records of what a place keeps; fields are declared in the pack, rows come from CSV or from acts."""
