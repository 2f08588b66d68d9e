"""The files people keep clients in, read as rows and written again; no Telegram and no SQL."""
