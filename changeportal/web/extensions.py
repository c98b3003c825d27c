"""Third-party extensions as objects; factory.py binds them to the app."""

from flask_login import LoginManager
from flask_wtf.csrf import CSRFProtect

csrf = CSRFProtect()
login = LoginManager()
