from django.urls import path

from .views import dosing, procedures, versions

urlpatterns = [
    path("dosing/", dosing.dosing, name="dosing"),
    path("procedures/", procedures.procedure_list, name="procedures"),
    path("procedures/<slug:slug>/", procedures.procedure_detail, name="procedure"),
    path("protocols/", versions.protocol_list, name="protocols"),
    path("protocols/<slug:slug>/", versions.protocol_detail, name="protocol"),
    path("protocols/<slug:slug>/v<int:number>/", versions.protocol_detail, name="protocol-version"),
]
