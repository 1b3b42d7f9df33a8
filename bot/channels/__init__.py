"""Channels: how a message comes in, is stored, answered in its turn, and how the answer goes out."""
