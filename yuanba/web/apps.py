from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "yuanba.web"
    label = "web"
