"""What pages show, as values: computed from the catalogue, hashed for incremental builds, and rendered.

Nothing here knows how a page is written, or holds nodes. :func:`.page.page_content` is the way in.
"""
