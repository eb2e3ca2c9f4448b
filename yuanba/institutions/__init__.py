"""制度 institutions: acts that reach over several concepts of the kernel at once, and so stand above it."""
