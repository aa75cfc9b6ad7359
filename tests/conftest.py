"""What all tests share."""

from hypothesis import settings

# Speed is measured in benchmarks/, never in a test: a busy machine must not fail one.
settings.register_profile("kit", deadline=None)
settings.load_profile("kit")
