"""The operating environment of a municipality: official indicators beside those of other areas."""
