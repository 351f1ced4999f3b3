"""Who may come in, what they may do, and the two logs of what they did (docs/access.md)."""
