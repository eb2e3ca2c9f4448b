from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "yuanba.kernel.places"
    label = "places"
    verbose_name = "地"
    default_auto_field = "django.db.models.BigAutoField"
