"""Mail goes by the queue: a page never waits for a mail server, and no message is lost by one that hangs, refuses or dies."""

import socket
import threading
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from calecim_portal import jobs
from calecim_portal import mail as portal_mail
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def content(db):
    """These tests commit, so what they leave is taken away; the content is loaded again by whoever needs it."""
    yield
    DBTaskResult.objects.all().delete()


@pytest.fixture
def queued(settings, tmp_path):
    settings.EMAIL_BACKEND = "calecim_portal.mail.QueuedBackend"
    settings.MAIL = {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "file_path": str(tmp_path)}
    return tmp_path


def letters(folder):
    return [file.read_text() for file in sorted(folder.iterdir())]


def work():
    call_command("work", once=True)


def waiting():
    return DBTaskResult.objects.exclude(task_path=jobs.housekeeping.module_path)


def test_a_message_waits_until_the_worker_sends_it(queued):
    send_mail("Subject", "Words", None, ["ada@example.org"])
    assert letters(queued) == []
    work()
    (letter,) = letters(queued)
    assert "To: ada@example.org" in letter
    assert "Words" in letter


def test_a_message_that_is_sent_leaves_nothing(queued):
    send_mail("Subject", "https://portal.example/a-link-that-opens-an-account", None, ["ada@example.org"])
    work()
    assert not waiting().exists()


def test_all_parts_arrive(queued):
    message = EmailMultiAlternatives(
        "Sübject", "Words", "a@example.org", ["b@example.org"], cc=["c@example.org"], reply_to=["d@example.org"]
    )
    message.extra_headers = {"X-Portal": "yes"}
    message.attach_alternative("<p>Words</p>", "text/html")
    message.send()
    work()
    (letter,) = letters(queued)
    for part in ("From: a@example.org", "To: b@example.org", "Cc: c@example.org", "Reply-To: d@example.org", "X-Portal: yes", "text/html"):
        assert part in letter


def test_a_message_of_a_page_that_fails_is_not_sent(queued):
    with transaction.atomic():
        send_mail("Subject", "Words", None, ["ada@example.org"])
        transaction.set_rollback(True)
    work()
    assert letters(queued) == []


def test_an_attachment_is_refused_loudly(queued):
    message = EmailMultiAlternatives("Subject", "Words", to=["b@example.org"])
    message.attach("a.txt", "text")
    with pytest.raises(ValueError, match="no attachments"):
        message.send()


# A server that does not do its work


@pytest.fixture
def no_server(settings):
    """A port on which nothing answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.EMAIL_BACKEND = "calecim_portal.mail.QueuedBackend"
    settings.MAIL = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "host": "127.0.0.1", "port": port, "timeout": 1}


@pytest.fixture
def hanging_server(settings):
    """A server that takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_BACKEND = "calecim_portal.mail.QueuedBackend"
        settings.MAIL = {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "host": "127.0.0.1",
            "port": server.getsockname()[1],
            "timeout": 0.3,
        }
        yield server


def later(job):
    DBTaskResult.objects.filter(pk=job.pk).update(run_after=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize("server", ["no_server", "hanging_server"])
def test_a_message_that_was_not_taken_is_tried_again_later(server, request):
    request.getfixturevalue(server)
    send_mail("Subject", "Words", None, ["ada@example.org"])
    work()
    (job,) = waiting()
    assert job.status == "READY"
    assert job.args_kwargs["kwargs"]["attempt"] == 1
    assert timedelta(seconds=50) < job.run_after - timezone.now() <= timedelta(minutes=1)


def test_it_arrives_once_the_server_is_back(no_server, settings, tmp_path):
    send_mail("Subject", "Words", None, ["ada@example.org"])
    work()
    later(waiting().get())
    settings.MAIL = {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "file_path": str(tmp_path)}
    work()
    assert len(letters(tmp_path)) == 1
    assert not waiting().exists()


def test_after_the_last_attempt_it_stands_as_failed_and_is_not_lost(no_server):
    send_mail("Subject", "Words", None, ["ada@example.org"])
    for _attempt in range(len(portal_mail.RETRY_AFTER) + 1):
        later(waiting().exclude(status="FAILED").get())
        work()
    (job,) = waiting()
    assert job.status == "FAILED"
    assert "ada@example.org" in str(job.args_kwargs)


def test_the_attempts_go_on_for_about_three_days():
    assert timedelta(days=2) < sum(portal_mail.RETRY_AFTER, timedelta()) < timedelta(days=4)


@pytest.mark.parametrize("server", ["no_server", "hanging_server"])
def test_a_page_does_not_wait_for_it(server, request, client):
    request.getfixturevalue(server)
    answers = []
    asking = threading.Thread(
        target=lambda: answers.append(client.post("/account/password/reset/", {"email": "ada@example.org"}).status_code)
    )
    asking.start()
    asking.join(timeout=5)
    assert answers == [302]
    assert waiting().count() == 1


# The admin's list of jobs


def test_what_failed_is_listed_without_its_words_and_can_be_tried_again(no_server, client):
    send_mail("Subject", "https://portal.example/secret-link", None, ["ada@example.org"])
    waiting().update(status="FAILED", traceback="ConnectionRefusedError")
    client.force_login(factories.superuser())
    job = waiting().get()
    page = client.get(f"/admin/django_tasks_database/dbtaskresult/{job.pk}/change/").content.decode()
    assert "ConnectionRefusedError" in page
    assert "secret-link" not in page
    client.post("/admin/django_tasks_database/dbtaskresult/", {"action": "try_again", "_selected_action": [str(job.pk)]})
    assert waiting().get().status == "READY"
