"""What documents say and what analysts decided: records, the store, decisions, citations."""
