"""The handbook: the pages of `docs` and a reference of public functions as a static site."""
