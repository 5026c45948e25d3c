"""Parse, call, print: the only place that prints, exits and asks the time."""
