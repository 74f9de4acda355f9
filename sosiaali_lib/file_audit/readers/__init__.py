"""One reader a format; each gives what an outsider finds in a file."""

from sosiaali_lib.file_audit.readers.registry import HARMLESS, read_bytes, read_path

__all__ = ["HARMLESS", "read_bytes", "read_path"]
