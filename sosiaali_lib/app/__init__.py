"""The application in the browser: data checked, mended and entered, drafts made and handed in."""
