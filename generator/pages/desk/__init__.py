"""What views of entries are made with: files, pictures, open ends of texts, topics."""
