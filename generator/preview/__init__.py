"""Watch, rebuild, serve, reload."""
