from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "yuanba.api"
    label = "api"
