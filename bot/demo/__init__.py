"""Invented conversations, so that every staff page can be looked at. Nobody in them exists.

Visitors are made up here; what they hear, and what is stored of it, comes from the assistant itself. Only where
hundreds of thousands are wanted are most of them copies, with other words, people and times.
"""

PREFIX = "invented-"  # what the id of every invented conversation begins with, so that anybody can tell
