from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "orders"
    verbose_name = _("orders")

    def ready(self):
        from accounts.privacy import also_of_an_account

        from . import signing_in  # noqa: F401 - listens to sign-ins
        from .privacy import forget, tell

        also_of_an_account("orders", tell=tell, forget=forget)
