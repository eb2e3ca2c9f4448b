"""地: where everything happens. Places carry statistical codes, have a validity, and are succeeded, never rewritten."""
