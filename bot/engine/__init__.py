"""The dialogue engine: Rasa's agent, in process, behind the small interface in `turn`."""
