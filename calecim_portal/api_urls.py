"""Addresses of the API, version 1."""

from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.routers import SimpleRouter

from accounts.api import MeView
from catalogue.api.ingredients import IngredientViewSet
from catalogue.api.products import ConcernViewSet, ProductViewSet
from catalogue.api.search import SearchView
from protocols import api as protocols

from . import api_docs

router = SimpleRouter()
router.register("products", ProductViewSet, basename="api-product")
router.register("ingredients", IngredientViewSet, basename="api-ingredient")
router.register("concerns", ConcernViewSet, basename="api-concern")

urlpatterns = [
    path("", include(router.urls)),
    path("procedures/", protocols.ProcedureListView.as_view(), name="api-procedures"),
    path("procedures/<slug:slug>/", protocols.ProcedureView.as_view(), name="api-procedure"),
    path("downtime-classes/", protocols.DowntimeClassListView.as_view(), name="api-downtime-classes"),
    path("protocols/", protocols.ProtocolListView.as_view(), name="api-protocols"),
    path("protocols/<slug:slug>/", protocols.ProtocolView.as_view(), name="api-protocol"),
    path("protocols/<slug:slug>/versions/", protocols.ProtocolVersionListView.as_view(), name="api-protocol-versions"),
    path("dosing/", protocols.DosingView.as_view(), name="api-dosing"),
    path("search/", SearchView.as_view(), name="api-search"),
    path("me/", MeView.as_view(), name="api-me"),
    path("schema/", SpectacularJSONAPIView.as_view(), name="api-schema"),
    path("docs/", api_docs.docs, name="api-docs"),
    path("<path:rest>", api_docs.not_found),
]
