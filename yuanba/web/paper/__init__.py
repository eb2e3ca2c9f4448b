"""The paper twin: what the screen shows, on A4 for the file and A3 for the notice board.

`sheet` says what is printed, `press` prints it; neither knows the database, the language of a reader or the clock.
"""
