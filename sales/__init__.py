"""The rules of selling, pure: no I/O, no Telegram, no SQL and no clock of their own."""
