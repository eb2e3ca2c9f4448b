"""榜 boards: what is posted, for how long, corrected beside the old, and taken down with a reason."""
