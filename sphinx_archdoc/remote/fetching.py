"""Fetch a catalogue from a server, within limits of time, size and redirects."""

from __future__ import annotations

import os
import re
import time
from urllib.parse import urljoin, urlsplit

from sphinx_archdoc.catalogue_file.encoding import MOST_BYTES
from sphinx_archdoc.catalogue_file.records import FILE_NAME
from sphinx_archdoc.remote.limits import MOST_REDIRECTS, SECONDS, SourceError, unpacked

OFFLINE = "SPHINX_ARCHDOC_OFFLINE"
"""Environment variable; if it is set to anything but 0, no server is asked."""

_CHUNK = 1_000_000


def is_url(source: str) -> bool:
    """Return whether a source is the address of a server."""
    return re.match(r"https?://", source, re.I) is not None


def file_address(address: str) -> str:
    """Return the address of the file: itself, or that in the folder of a site's page."""
    path = urlsplit(address).path
    if path.endswith((".json", ".gz")):
        return address
    last = path.rpartition("/")[2]
    is_page = "." in last
    return urljoin(address if is_page or not last else f"{address}/", FILE_NAME)


def fetch(address: str) -> bytes:
    """Return the unpacked file at an address, or of the site at that address.

    :raises SourceError: if the server cannot be asked, or does not send the file.
    """
    if os.environ.get(OFFLINE, "0") not in ("", "0"):
        raise SourceError(f"it is an address, and {OFFLINE} is set")
    import requests

    end = time.monotonic() + SECONDS
    content = bytearray()
    try:
        target = file_address(address)
        with requests.Session() as session:
            session.max_redirects = MOST_REDIRECTS
            with session.get(target, timeout=SECONDS, stream=True) as answer:
                answer.raise_for_status()
                for chunk in answer.iter_content(_CHUNK):
                    content += chunk
                    if len(content) > MOST_BYTES:
                        raise SourceError(f"it has more than {MOST_BYTES:,} bytes")
                    if time.monotonic() > end:
                        raise SourceError(f"the server took more than {SECONDS} seconds")
    except (requests.RequestException, ValueError) as error:  # ValueError: not an address after all
        raise SourceError(f"it cannot be fetched: {_reason(error)}") from None
    return unpacked(bytes(content))


def _reason(error: Exception) -> str:
    """Return why a request failed. The text of the exception may hold credentials, and is not used."""
    import requests

    match error:
        case requests.HTTPError() if error.response is not None:
            return f"the server answered {error.response.status_code}"
        case requests.Timeout():
            return f"the server did not answer within {SECONDS} seconds"
        case requests.TooManyRedirects():
            return f"there are more than {MOST_REDIRECTS} redirects"
        case requests.exceptions.SSLError():
            return "its certificate cannot be verified"
        case requests.exceptions.InvalidSchema():
            return "it redirects to something that is not http or https"
        case requests.ConnectionError():
            return "there is no connection to the server"
    return "it is not a valid address, or the response is damaged"
