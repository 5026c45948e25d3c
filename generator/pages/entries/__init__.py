"""What the page of an entry shows beside the entry itself."""
