"""One module for each command of `yuanba`: HELP, EXAMPLE, `add(parser)` and `run(args)`, which gives the exit code."""
