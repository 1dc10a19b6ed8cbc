"""What holds for all tests: laws are checked without a look at the clock, since a busy machine breaks none of them."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
