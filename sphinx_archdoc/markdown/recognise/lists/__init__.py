"""Lists: whether their items are entries, and how the words of an item are meant."""
