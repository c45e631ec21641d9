"""Names as authors write them: in headings, in items, and in several places of a page."""
