"""The files of the code, and their facts. Only this part opens them; it knows no entries."""
