"""制度 institutions: acts and accounts that reach over several concepts of the kernel, and so stand above it."""
