"""Every question the public site asks the database; the answers are plain rows, for pages, CSV and JSON alike."""
