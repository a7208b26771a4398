"""How personal data look: rules for text that `evidence.folding` has brought into one spelling."""
