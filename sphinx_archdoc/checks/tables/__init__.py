"""Tables and columns: the SQL of entries against the database that migrations leave."""
