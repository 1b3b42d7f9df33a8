"""The database: connections, schema and migrations. Knows nobody above it."""
