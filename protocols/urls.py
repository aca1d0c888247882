from django.urls import path

from . import views

urlpatterns = [
    path("dosing/", views.dosing, name="dosing"),
    path("procedures/", views.procedure_list, name="procedures"),
    path("procedures/<slug:slug>/", views.procedure_detail, name="procedure"),
    path("protocols/", views.protocol_list, name="protocols"),
    path("protocols/<slug:slug>/", views.protocol_detail, name="protocol"),
    path("protocols/<slug:slug>/v<int:number>/", views.protocol_detail, name="protocol-version"),
]
