"""The commands that print what the kinds table says: lists, new entries, snippets and schemas."""
