"""The straight line from a folder of Markdown to a site."""
