"""What the site is made of: routes, views, layout."""
