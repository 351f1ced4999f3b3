"""What changes do: counting over a caseload with another figure or another version of the rules (docs/whatif.md)."""
