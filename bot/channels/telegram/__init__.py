"""Telegram as a channel: reads its updates, sends through its Bot API, by webhook or by asking for the news."""
