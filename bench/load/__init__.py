"""`make load`: many users at once on a full PostgreSQL database, on this machine only (docs/load.md)."""
