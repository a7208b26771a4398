"""A text that cites, whoever wrote it: its statements, their citation marks, its reference list."""
