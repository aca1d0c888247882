from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend

LONGEST_ADDRESS = 254  # of an e-mail address; a longer text is nobody's and would only burden the database


class EmailBackend(ModelBackend):
    """Log-in by e-mail address in any case; the account comes with its verification in one query."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        if username is None or password is None or "\x00" in username or len(username) > LONGEST_ADDRESS:
            return None
        User = get_user_model()
        try:
            user = User.objects.get_by_natural_key(username)
        except User.DoesNotExist:
            User().set_password(password)  # as slow as a known address, so that time tells nothing
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None

    def get_user(self, user_id):
        User = get_user_model()
        user = User.objects.select_related("verification").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
