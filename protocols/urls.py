from django.urls import path

from .views import card, dosing, procedures, versions

urlpatterns = [
    path("dosing/", dosing.dosing, name="dosing"),
    path("dosing/card/", card.card, name="dosing-card"),
    path("offline.js", card.worker, name="offline-worker"),
    path("procedures/", procedures.procedure_list, name="procedures"),
    path("procedures/<slug:slug>/", procedures.procedure_detail, name="procedure"),
    path("protocols/", versions.protocol_list, name="protocols"),
    path("protocols/<slug:slug>/", versions.protocol_detail, name="protocol"),
    path("protocols/<slug:slug>/v<int:number>/", versions.protocol_detail, name="protocol-version"),
]
