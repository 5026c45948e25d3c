"""A finished site to where readers get it: a folder, a git branch, a bucket, a host."""
