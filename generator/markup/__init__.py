"""Text to prose: front matter, Markdown, references; knows nothing of journals."""
