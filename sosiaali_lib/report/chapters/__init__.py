"""The chapters of the drafts: one module a subject, each from a view of the release to blocks."""
