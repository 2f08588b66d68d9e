"""What goes out in files: asked for by buttons, made when it is about to be posted."""
