"""The pages of the site, each a function from the context to a `frame.Page`."""
