"""What a project has set: its configuration, kinds and rules. A build and the command find the same."""
