from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "yuanba.kernel.boards"
    label = "boards"

    def ready(self) -> None:
        from yuanba.kernel.boards import publishing  # the verb registers itself

        assert publishing
