"""Understanding: what a visitor's words mean, as plain modules with thin Rasa components over them."""
