from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProtocolsConfig(AppConfig):
    name = "protocols"
    verbose_name = _("protocols")

    def ready(self):
        from catalogue import guards

        from . import imports, roots, search, version_guards

        self.guards = version_guards.GUARDS
        guards.after_migrations(self)
        search.register_all()
        roots.register_all()
        imports.register_all()
