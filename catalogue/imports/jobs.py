"""Long imports, off the page. A worker that dies leaves nothing half done: the job is taken up again from its start."""

from django.contrib.auth import get_user_model
from django_tasks import task

from catalogue.models import ImportRun

from . import runs


@task
def check_run(number):
    runs.check_run(ImportRun.objects.get(pk=number))


@task
def apply_run(number, by):
    runs.apply_run(ImportRun.objects.get(pk=number), by=get_user_model().objects.filter(pk=by).first())
