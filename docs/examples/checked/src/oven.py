"""The oven of the example: sphinx-archdoc reads it as text, and never runs it."""

import os

PORT = int(os.environ.get("OVEN_PORT", "8080"))
HEAT = int(os.environ.get("OVEN_HEAT", "250"))
TIMER = os.environ["OVEN_TIMER"]
