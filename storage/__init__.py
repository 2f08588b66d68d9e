"""SQL and nothing but SQL: the schema, its migrations, and one module per subject."""
