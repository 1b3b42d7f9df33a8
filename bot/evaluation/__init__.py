"""Measures the assistant: against messages with accepted answers, and on our own examples by cross-validation.

Texts of evaluation messages go to the screen and into the HTML report, nowhere else.
"""
