"""Train the English parser and name finder that the package ships; see docs/model-card.md."""
