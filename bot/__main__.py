"""`python -m bot`. The processes that draw, read and write files load this module too, and need nothing of it."""

if __name__ == "__main__":
    from bot.command_line import run

    run()
