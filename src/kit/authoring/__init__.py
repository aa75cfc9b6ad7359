"""From one source to notebooks and keys: what an author's ``kit build`` does."""
