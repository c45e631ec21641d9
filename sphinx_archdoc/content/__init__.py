"""The content of pages as plain values, which are hashed for incremental builds and then rendered.

Values hold no docutils nodes and no HTML. Start at :func:`.page.page_content`.
"""
