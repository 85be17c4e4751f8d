"""What the other modules may ask about frameworks and values."""
