"""What staff pages cost with very many conversations: `python -m bench.console`."""
