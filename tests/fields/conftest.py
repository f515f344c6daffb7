"""Property tests of this folder: no time limit per example, as machines that test are often busy."""

from hypothesis import settings

settings.register_profile("fields", deadline=None)
settings.load_profile("fields")
