"""What is told about a page where its link is shared or read by a machine."""
