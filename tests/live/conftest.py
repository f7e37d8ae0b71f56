"""What everybody sees is the same on both databases."""

import pytest


@pytest.fixture
def database_url(backend: str) -> str:
    return backend
