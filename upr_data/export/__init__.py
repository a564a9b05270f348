"""What leaves the app as files: CSV and packages of files."""
