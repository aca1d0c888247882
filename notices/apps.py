from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = _("notices")

    def ready(self):
        from accounts.privacy import also_of_an_account

        from . import receivers  # noqa: F401 - listens to protocols and to the catalogue
        from .privacy import forget, tell

        also_of_an_account("notices", tell=tell, forget=forget)
