"""What has been written: entries, lookups, references, and what tables show. Pure: no Sphinx, no docutils."""
