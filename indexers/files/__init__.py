"""Documents from files on disk, told apart by content."""
