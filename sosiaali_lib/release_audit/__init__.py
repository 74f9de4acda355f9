"""A release attacked as one system, by a reader who has its folder and knows the rule."""

from sosiaali_lib.release_audit.verdict import Attack, audit_release, refuse_if_derivable

__all__ = ["Attack", "audit_release", "refuse_if_derivable"]
