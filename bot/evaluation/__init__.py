"""Measures the assistant against messages with accepted answers, written by people who did not see our examples."""
