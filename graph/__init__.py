"""Evidence to entities, to the graph, to a view, to a file."""
