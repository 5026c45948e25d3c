"""Share cards and QR codes: the pictures that go with the link to a page."""
