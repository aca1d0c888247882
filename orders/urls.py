from django.urls import path

from . import views

urlpatterns = [
    path("order/", views.order, name="order"),
    path("order/add/", views.add, name="order-add"),
    path("order/send/", views.send, name="order-send"),
    path("order/sent/", views.sent, name="order-sent"),
    path("order/requests/", views.requests, name="order-requests"),
]
