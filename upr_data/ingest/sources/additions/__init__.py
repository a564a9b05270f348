"""What people add to a snapshot: filled templates of assessments and of registers."""
