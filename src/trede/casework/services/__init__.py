"""The services of casework: the only writers of its models (docs/casework.md)."""
