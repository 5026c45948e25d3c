"""What `friday tally` is made of: where counts come from, and how they are told and verified."""
