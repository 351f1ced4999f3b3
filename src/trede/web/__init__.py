"""The web door: the interview, the outcome and its reasons, and the draft letter, as accessible pages."""
