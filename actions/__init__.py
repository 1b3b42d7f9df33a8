"""Custom actions: thin translators between Rasa and `bot/`. They store and send nothing."""
