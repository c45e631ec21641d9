"""The directives: read what the author wrote, note it, and leave nodes that show it later."""
