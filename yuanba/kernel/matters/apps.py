from importlib import import_module

from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "yuanba.kernel.matters"
    label = "matters"

    def ready(self) -> None:
        # Verbs, guards and effects register themselves when they are read.
        verbs = ("collecting", "doing", "drafting", "meeting", "reviewing", "waiting")
        judging = (
            "admitting",
            "appointing",
            "assisting",
            "certifying",
            "consenting",
            "electing",
            "guarding",
            "listing",
            "mandating",
            "planning",
            "representing",
        )
        for module in (*verbs, *judging, "verdicts"):
            import_module(f"yuanba.kernel.matters.{module}")
