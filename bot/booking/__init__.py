"""Booking and call-back requests: what counts as a value, what a message in a form means, and their storage."""
