"""What people sent in, in the files in which it reaches us: issues, tables, mails, Markdown."""
