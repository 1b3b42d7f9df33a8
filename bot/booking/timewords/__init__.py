"""The language of appointment wishes: from a visitor's words for a time to days, clock times and windows."""
