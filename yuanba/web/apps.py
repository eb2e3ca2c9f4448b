from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "yuanba.web"
    label = "web"

    def ready(self) -> None:
        # Parts of the institutions' pages register themselves when they are read.
        import_module("yuanba.institutions.burden.own")
