"""Our nodes, and how to find and build nodes in a document."""
