"""What holds for all tests: property tests try the same examples everywhere, no clock fails them, and Ctrl-C is heard."""

import signal

from hypothesis import HealthCheck, settings

settings.register_profile("coursekeep", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("coursekeep")

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that starts this in the background has it ignored
