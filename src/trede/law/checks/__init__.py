"""The checks on a regime, one module for each kind of mistake."""
