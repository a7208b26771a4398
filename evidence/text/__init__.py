"""Pure functions over text: sentences, typography, numbers."""
