"""What `timeline review` is made of: the card of an event, the answers a person types, the walk with single keys."""
