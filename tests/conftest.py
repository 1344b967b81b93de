"""What holds for all tests: property tests try the same examples everywhere, and no clock fails them."""

from hypothesis import settings

settings.register_profile("coursekeep", derandomize=True, deadline=None)
settings.load_profile("coursekeep")
