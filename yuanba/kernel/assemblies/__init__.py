"""会 assemblies: roll, mandate, notice, attendance, motion and count; quorum and majority are computed from the law."""
