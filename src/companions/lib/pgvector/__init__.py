"""A stand-in for pgvector."""
