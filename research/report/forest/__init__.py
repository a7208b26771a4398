"""The forest-style plot: what several studies state of one measure for one outcome, side by side and not pooled."""
