"""Draw diagrams: lay them out, and write SVG, PNG or Mermaid source. Independent of Sphinx and docutils."""
