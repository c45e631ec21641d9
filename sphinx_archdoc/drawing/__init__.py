"""Pictures of diagrams: their words, their layout, and what a browser is given. Text in, text out."""
