"""What the field knows: who is who, who was reviewed when, how words become a status."""
