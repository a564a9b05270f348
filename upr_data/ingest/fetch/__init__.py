"""Getting exports from their publishers: politely, resumably, and whole or not at all."""
