"""The command line: a door; it decides nothing."""
