from django.urls import path

from .views import card, courses, dosing, plans, procedures, sheets, supplies, versions

urlpatterns = [
    path("dosing/", dosing.dosing, name="dosing"),
    path("dosing/card/", card.card, name="dosing-card"),
    path("offline.js", card.worker, name="offline-worker"),
    path("plan/", plans.plan, name="plan"),
    path("sheet/", sheets.make, name="sheet-make"),
    path("sheet/<str:token>/", sheets.screen, name="sheet"),
    path("sheet/<str:token>/print/", sheets.paper, name="sheet-print"),
    path("sheet/<str:token>/pdf/", sheets.pdf, name="sheet-pdf"),
    path("sheet/<str:token>/calendar/", sheets.calendar, name="sheet-calendar"),
    path("verify/", sheets.verify_entry, name="verify-entry"),
    path("verify/<str:code>/", sheets.verify, name="verify"),
    path("courses/<slug:slug>/", courses.course_detail, name="course"),
    path("supplies/", supplies.supplies, name="supplies"),
    path("procedures/", procedures.procedure_list, name="procedures"),
    path("procedures/<slug:slug>/", procedures.procedure_detail, name="procedure"),
    path("protocols/", versions.protocol_list, name="protocols"),
    path("protocols/<slug:slug>/", versions.protocol_detail, name="protocol"),
    path("protocols/<slug:slug>/v<int:number>/", versions.protocol_detail, name="protocol-version"),
]
