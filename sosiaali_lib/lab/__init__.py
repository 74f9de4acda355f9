"""JupyterLab for the suite: a start page, the data chosen once, notebooks that stay the user's own."""
