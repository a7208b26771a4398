"""Ask, read, weigh and write; the command line."""
