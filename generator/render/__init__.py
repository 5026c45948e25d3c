"""Views to bytes: theme, press, feeds, assets."""
