from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "yuanba.kernel.people"
    label = "people"
