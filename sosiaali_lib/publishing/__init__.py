"""Publishing: an edited Word draft is read, checked against its release and set anew."""
