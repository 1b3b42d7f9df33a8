"""Benchmarks: each prints its figures and records them beside itself. Compare ratios; machines are noisy."""
