"""``warga``: the command line of the platform; Django's own commands and ours, one per module."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run ``warga COMMAND …``; without settings of its own the shell uses the ones a city runs on."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "warga.settings.base")
    execute_from_command_line(sys.argv)
