"""Parse what authors write: options, values, prose and SQL, by the fields that a kind declares."""
