"""Trains the adapter of the sentence encoder (`bot.understanding.adapter`) on our examples, with torch.

Not part of the assistant: `make adapter` sets up an environment of its own for it and runs it by hand, for half an
hour or so. What it learns is committed.
"""
