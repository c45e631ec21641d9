"""The directives: parse what the author wrote, store it, and return nodes that are rendered later."""
