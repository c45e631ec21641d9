"""Environment variables: what pages say about them against what the code reads."""
