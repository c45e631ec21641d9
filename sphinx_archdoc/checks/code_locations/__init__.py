"""The rules about code locations."""
