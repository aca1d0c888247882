from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = _("catalogue")

    def ready(self):
        from . import guards, pictures, roots
        from .imports import sheets
        from .search import kinds

        guards.after_migrations(self)
        pictures.follow_rows()
        kinds.register_all()
        roots.register_all()
        sheets.register_all()
