"""The evidence store on a SQL database, by SQLAlchemy Core."""
