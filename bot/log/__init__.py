"""The conversation log: what was said, what was made of it, how long it is kept."""
