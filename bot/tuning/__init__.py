"""Learns what is shipped with the code and not retrained with the content.

By hand-started commands, from conversations that were written for it (data/conversations).
"""
