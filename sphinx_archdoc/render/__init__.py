"""What readers see: docutils nodes and HTML from values. Knows no application, environment or builder."""
