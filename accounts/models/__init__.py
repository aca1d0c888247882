from .limits import RequestCount
from .tokens import ApiToken
from .users import User, UserManager
from .verification import Verification, VerificationEvent

__all__ = ["ApiToken", "RequestCount", "User", "UserManager", "Verification", "VerificationEvent"]
