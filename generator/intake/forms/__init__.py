"""Forms without a server: the templates of issues that forges fill in, and a page that explains."""
