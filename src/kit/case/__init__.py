"""The case room: one news story as data (schema, package, text, validation)."""
