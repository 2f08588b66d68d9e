"""Telegram and nothing but Telegram: read an update, decide, write, answer."""
