"""Text for XML 1.0, which does not allow all characters, escaped or not."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_forbidden(text: str) -> str:
    """Return a text with U+FFFD for each character that XML 1.0 does not allow (section 2.2)."""
    return _FORBIDDEN.sub("\ufffd", text)
