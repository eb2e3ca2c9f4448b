from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "yuanba.kernel.matters"
    label = "matters"

    def ready(self) -> None:
        from yuanba.kernel.matters import collecting, doing, drafting, meeting, reviewing, waiting  # verbs register themselves

        assert (collecting, doing, drafting, meeting, reviewing, waiting)
