"""Changes the norms of a regime one at a time, and sees whether the regime's own examples and checker notice.

`changes` makes the changes, `sieve` tries one, `run` tries all on every core, `report` says what survived.
"""
