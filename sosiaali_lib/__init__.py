"""Survey-scoring and outreach-aggregation functions for Finnish structural social work."""

__version__ = "0.1.0"
