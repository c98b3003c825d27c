"""The app for a server and for the flask command; nothing is started here."""

import os
import sys

from changeportal.factory import create_app
from config import SettingsError, load

try:
    app = create_app(load(os.environ))
except SettingsError as error:
    sys.exit(str(error))
