"""事 matters: what a place takes up, step by step; takings are append-only, a mistake is mended by an act beside it."""
