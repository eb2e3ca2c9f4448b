"""账: the append-only ledger that proves every act, served as a C2SP tlog-tiles log."""
