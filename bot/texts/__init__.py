"""The words of every screen, one module for each; all in the reader's language."""
