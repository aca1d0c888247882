from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination


class PagePagination(PageNumberPagination):
    """`page_size` up to 100; a size or page that is no number is an error at its name, not silently the default."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100

    def get_page_size(self, request):
        size = request.query_params.get(self.page_size_query_param)
        if size is None:
            return self.page_size
        if not (size.isascii() and size.isdigit() and 1 <= len(size) <= 3 and 1 <= int(size) <= self.max_page_size):
            raise ValidationError({self.page_size_query_param: [_("Enter a whole number from 1 to 100.")]})
        return int(size)

    def get_page_number(self, request, paginator):
        number = request.query_params.get(self.page_query_param) or "1"
        if not (number.isascii() and number.isdigit() and len(number) <= 9):
            raise ValidationError({self.page_query_param: [_("Enter a whole page number.")]})
        return int(number)
