"""What may be said: types, triggers, countries and places, as linted data."""
