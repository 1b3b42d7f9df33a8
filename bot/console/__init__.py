"""The staff web application at /staff: conversations, requests, and what to look at today.

Pages and forms that work without script; htmx and a little script make them quicker.
"""
