"""Word lists that a newcomer can extend: one thought a line, read once. The files say what their lines mean."""
