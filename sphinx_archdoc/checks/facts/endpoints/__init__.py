"""The endpoints of the code, of its interface files, and of the pages."""
