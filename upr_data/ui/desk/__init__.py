"""Where data comes in: snapshots, templates, uploads, fetching."""
