"""One module for each command of `yuanba`: HELP, EXAMPLE, `add(parser)` and `run(args)`, which returns the exit code."""
