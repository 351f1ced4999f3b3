"""The words templates use."""
