"""What holds for all tests: property tests try the same examples everywhere, and no clock fails them."""

from hypothesis import HealthCheck, settings

settings.register_profile("coursekeep", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("coursekeep")
