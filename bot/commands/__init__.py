"""The commands of `python -m bot`: a module each, with `run(arguments)` returning the exit code."""
