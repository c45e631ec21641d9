"""Tables: what their columns mean, and which of their rows are entries."""
