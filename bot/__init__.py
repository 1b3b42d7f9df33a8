"""The clinic's assistant: content, understanding, engine, channels, bookings and the conversation log."""
