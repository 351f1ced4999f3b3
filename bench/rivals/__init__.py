"""What Trede is measured against: the same rules as plain Python and in zen-engine, the same letter by weasyprint."""
