"""The intake service: a form for every call, and a queue that loses nothing. It knows no inbox."""
