"""An independent attack on finished files: what an outsider finds in all of them together."""

from sosiaali_lib.file_audit.folder import audit_folder
from sosiaali_lib.file_audit.result import AuditError, FolderAudit

__all__ = ["AuditError", "FolderAudit", "audit_folder"]
