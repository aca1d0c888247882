from django.urls import path

from . import views

urlpatterns = [
    path("products/", views.product_list, name="products"),
    path("products/<slug:slug>/", views.product_detail, name="product"),
    path("ingredients/", views.ingredient_list, name="ingredients"),
    path("ingredients/<slug:slug>/", views.ingredient_detail, name="ingredient"),
]
