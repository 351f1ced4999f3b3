"""The pages of casework (docs/casework.md): they show, and call services; they hold no rules."""
