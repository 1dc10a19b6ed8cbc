"""What all tests share."""

from hypothesis import HealthCheck, settings

# A test says what is right, never how fast the machine is today.
settings.register_profile("timeline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("timeline")
