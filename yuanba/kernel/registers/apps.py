from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "yuanba.kernel.registers"
    label = "registers"
