from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "yuanba.ops"
    label = "ops"
