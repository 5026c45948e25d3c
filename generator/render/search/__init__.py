"""The search index: files that a browser reads a few of, to find entries without a server."""
