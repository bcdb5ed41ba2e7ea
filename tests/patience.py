"""No test fails for being slow: how fast a machine is says nothing about whether the code is right."""

from hypothesis import HealthCheck, settings


def load():
    """Property tests have no deadline, and may take their time to draw an example."""
    settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("patient")
