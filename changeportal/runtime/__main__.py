"""`python -m changeportal.runtime` is what `make run` runs."""

import os
import sys

from changeportal.runtime.supervisor import run
from config import SettingsError, load

try:
    sys.exit(run(load(os.environ)))
except SettingsError as fault:
    sys.exit(str(fault))
