"""The door through which a web server calls Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")
application = get_wsgi_application()
