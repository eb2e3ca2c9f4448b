"""The wide chart; so far it is drawn as the tall one."""

from yuanba.kernel.procedures.tall import lay_out as lay_out
