from django.http import HttpResponse


def routine(request):
    return HttpResponse("")
