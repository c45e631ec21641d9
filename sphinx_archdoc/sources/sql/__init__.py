"""What SQL migrations leave behind: tables, columns, keys and views, without a database."""
