from django.urls import path, re_path

from .views import (
    articles,
    comparators,
    evidence,
    finder,
    ingredients,
    pictures,
    products,
    questions,
    reference,
    search,
    serum_check,
    sources,
)

urlpatterns = [
    path("products/", products.product_list, name="products"),
    path("products/<slug:slug>/", products.product_detail, name="product"),
    path("ingredients/", ingredients.ingredient_list, name="ingredients"),
    path("ingredients/<slug:slug>/", ingredients.ingredient_detail, name="ingredient"),
    path("questions/", questions.question_list, name="questions"),
    path("questions/<slug:slug>/", questions.question_detail, name="question"),
    path("learn/", articles.article_list, name="articles"),
    path("learn/<slug:slug>/", articles.article_detail, name="article"),
    path("evidence/", evidence.ledger, name="evidence"),
    path("evidence/disagreements/", evidence.disagreements, name="disagreements"),
    path("sources/", sources.source_list, name="sources"),
    path("sources/<slug:code>/", sources.source_detail, name="source"),
    path("comparators/", comparators.comparator_table, name="comparators"),
    path("stem-cell-sources/", comparators.stem_cell_sources, name="stem-cell-sources"),
    path("glossary/", reference.glossary, name="glossary"),
    path("maker/", reference.maker, name="maker"),
    path("serum-check/", serum_check.serum_check, name="serum-check"),
    path("finder/", finder.finder, name="finder"),
    path("search/", search.search_page, name="search"),
    re_path(r"^media/pictures/([0-9a-f]{16})/([1-9][0-9]{2,3})\.(avif|webp|jpg)$", pictures.picture, name="picture"),
]
