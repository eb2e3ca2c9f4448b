from django.apps import AppConfig


class AssembliesConfig(AppConfig):
    name = "yuanba.kernel.assemblies"
    label = "assemblies"

    def ready(self) -> None:
        from yuanba.kernel.assemblies import voting  # the verb registers itself

        assert voting
