from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    name = "support"
    verbose_name = _("questions and reports")

    def ready(self):
        from accounts.privacy import also_of_an_account

        from .privacy import forget, tell

        also_of_an_account("reports", tell=tell, forget=forget)
