from . import courses, procedures, versions

__all__ = ["courses", "procedures", "versions"]
