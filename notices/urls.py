from django.urls import path

from . import views

urlpatterns = [
    path("notices/", views.notices, name="account-notices"),
    path("notices/follow/", views.follow, name="follow"),
    path("notices/unfollow/", views.unfollow, name="unfollow"),
    path("webhooks/", views.webhooks, name="account-webhooks"),
    path("webhooks/<int:pk>/remove/", views.remove_webhook, name="webhook-remove"),
    path("webhooks/<int:pk>/switch-on/", views.switch_on, name="webhook-switch-on"),
    path("webhooks/<int:pk>/test/", views.send_test, name="webhook-test"),
    path("webhooks/deliveries/<uuid:key>/again/", views.send_again, name="webhook-send-again"),
]
