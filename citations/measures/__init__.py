"""What a citation check adds up to: one measure a file, each with its formula and where it comes from."""
