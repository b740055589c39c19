import json
import subprocess
from pathlib import Path

import pytest

SEED = Path(__file__).parent.parent / "pool.json"


@pytest.fixture(scope="session")
def pool():
    """A local pool for all tests: the line that it prints when it listens."""
    command = ["node_modules/.bin/portcullis", "local", "--seed", str(SEED), "--quiet"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    yield json.loads(process.stdout.readline())
    process.terminate()
    process.wait()
