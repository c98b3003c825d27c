"""Say in one line what is missing before the environment is made; old Pythons must be able to read this file."""

import sys

if sys.version_info < (3, 11):
    sys.exit("changeportal needs Python 3.11 or newer; say which one with: make PYTHON=/path/to/python3.11 ...")
try:
    import ensurepip  # noqa: F401  # asked for only to see whether it is there
    import venv  # noqa: F401  # likewise
except ImportError:
    sys.exit("Python's venv module is missing. Install it with: apt-get install python3-venv")
