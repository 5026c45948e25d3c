"""A small process for teams with a server: publishes each thing when its instant has come."""
