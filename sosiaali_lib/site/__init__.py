"""The site: published reports as one static set of pages that works from a file share."""
