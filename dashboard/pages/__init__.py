"""The pages; each module exposes page()."""
