from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model

LONGEST_ADDRESS = 254  # of an e-mail address; a longer text is nobody's and would only burden the database


class EmailBackend(AuthenticationBackend):
    """Log-in by e-mail address in any case; the account comes with its verification in one query."""

    def _authenticate_by_email(self, email, password):
        if "\x00" in email or len(email) > LONGEST_ADDRESS:
            return None
        return super()._authenticate_by_email(email, password)

    def get_user(self, user_id):
        User = get_user_model()
        user = User.objects.select_related("verification").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
