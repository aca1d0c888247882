"""How uploads are received: into a file of their own, and never more of one than any form takes."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Past the limit the rest is read and dropped, so that the form comes back with a sentence and with everything else that was typed.

    The file's `size` stays what was sent: a form compares it with its own limit.
    """

    def receive_data_chunk(self, raw_data, start):
        if start <= settings.UPLOAD_KEPT_BYTES:
            super().receive_data_chunk(raw_data, start)
