"""The benchmark: Yuanba measured against bare yardsticks on the same server and database. Run it with `make bench`.

It builds throw-away databases with 10,000 and 100,000 matters, serves them as in production, and prints ratios of
medians from interleaved rounds. docs/performance.md holds a table of a real run and says how to read it.
"""
