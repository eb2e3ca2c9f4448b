"""Pages that anybody reads without signing in. They name bodies and office-holders in public posts, never residents."""
