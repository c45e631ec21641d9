"""What a project has set: its configuration, kinds and rules. Builds and commands share them."""
