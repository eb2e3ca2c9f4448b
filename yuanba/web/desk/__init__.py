"""The desk: what waits for an office-holder, and the forms of every step."""
