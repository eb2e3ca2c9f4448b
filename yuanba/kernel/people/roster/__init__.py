"""Office-holders as a spreadsheet: read with limits, judged cell by cell, taken over all at once, written out again."""
