from importlib import import_module

from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "yuanba.kernel.matters"
    label = "matters"

    def ready(self) -> None:
        # Verbs, guards and effects register themselves when they are read.
        for verbs in ("collecting", "doing", "drafting", "meeting", "reviewing", "waiting", "appointing", "listing"):
            import_module(f"yuanba.kernel.matters.{verbs}")
        for named in ("admitting", "verdicts"):
            import_module(f"yuanba.kernel.matters.{named}")
