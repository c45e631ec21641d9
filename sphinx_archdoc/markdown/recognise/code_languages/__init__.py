"""Entries in code blocks, one module for each language: SQL, Mermaid, JSON."""
