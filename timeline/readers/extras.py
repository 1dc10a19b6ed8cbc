"""Libraries that come with an extra of this package: imported when needed, and named where they are missing."""

from importlib import import_module
from typing import Any

from timeline.errors import ReadError


def extra(module: str, name: str, subject: str) -> Any:
    """The module, which `pip install 'timeline[name]'` brings.

    Raises:
        ReadError: it is not installed, so `subject` cannot be read.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise ReadError(subject, f"needs {module.partition('.')[0]}: pip install 'timeline[{name}]'") from error
