"""The door for other systems: `/v1`, by the NL API Design Rules (docs/api.md)."""

API_VERSION = "1.0.0"
