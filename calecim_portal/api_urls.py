"""Addresses of the API, version 1."""

from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.routers import SimpleRouter

from accounts.api import MeView
from catalogue.api.articles import ArticleViewSet
from catalogue.api.comparators import ComparatorViewSet
from catalogue.api.evidence import ClaimViewSet, DiscrepancyViewSet
from catalogue.api.ingredients import IngredientViewSet
from catalogue.api.products import ConcernViewSet, ProductViewSet
from catalogue.api.questions import QuestionViewSet
from catalogue.api.routines import RoutineView
from catalogue.api.search import SearchView
from catalogue.api.sources import SourceViewSet
from notices.api import NoticeListView
from protocols.api import courses, dosing, fhir, procedures, schedule, supplies, versions

from . import api_docs, sign_off_api

router = SimpleRouter()
router.register("products", ProductViewSet, basename="api-product")
router.register("ingredients", IngredientViewSet, basename="api-ingredient")
router.register("concerns", ConcernViewSet, basename="api-concern")
router.register("claims", ClaimViewSet, basename="api-claim")
router.register("sources", SourceViewSet, basename="api-source")
router.register("discrepancies", DiscrepancyViewSet, basename="api-discrepancy")
router.register("questions", QuestionViewSet, basename="api-question")
router.register("articles", ArticleViewSet, basename="api-article")
router.register("comparators", ComparatorViewSet, basename="api-comparator")

urlpatterns = [
    path("", include(router.urls)),
    path("procedures/", procedures.ProcedureListView.as_view(), name="api-procedures"),
    path("procedures/<slug:slug>/", procedures.ProcedureView.as_view(), name="api-procedure"),
    path("downtime-classes/", procedures.DowntimeClassListView.as_view(), name="api-downtime-classes"),
    path("protocols/", versions.ProtocolListView.as_view(), name="api-protocols"),
    path("protocols/<slug:slug>/", versions.ProtocolView.as_view(), name="api-protocol"),
    path("protocols/<slug:slug>/versions/", versions.ProtocolVersionListView.as_view(), name="api-protocol-versions"),
    path("protocols/<slug:slug>/fhir/", fhir.CurrentFhirView.as_view(), name="api-protocol-fhir"),
    path("protocols/<slug:slug>/versions/<int:number>/fhir/", fhir.VersionFhirView.as_view(), name="api-protocol-version-fhir"),
    path("protocols/<slug:slug>/versions/<int:number>/sign-off/", sign_off_api.SignOffView.as_view(), name="api-protocol-sign-off"),
    path("schedule/", schedule.ScheduleView.as_view(), name="api-schedule"),
    path("dosing/", dosing.DosingView.as_view(), name="api-dosing"),
    path("courses/", courses.CourseListView.as_view(), name="api-course-list"),
    path("courses/<slug:slug>/", courses.CourseView.as_view(), name="api-course-detail"),
    path("supplies/", supplies.SuppliesView.as_view(), name="api-supplies"),
    path("routines/", RoutineView.as_view(), name="api-routines"),
    path("search/", SearchView.as_view(), name="api-search"),
    path("me/", MeView.as_view(), name="api-me"),
    path("notices/", NoticeListView.as_view(), name="api-notices"),
    path("schema/", SpectacularJSONAPIView.as_view(), name="api-schema"),
    path("docs/", api_docs.docs, name="api-docs"),
    path("<path:rest>", api_docs.not_found),
]
