"""Planted errors: true sentences of real papers with one thing made wrong, and controls with nothing made wrong.

    python -m benchmarks.planted SHARED --out pairs.jsonl [--words training|held-out] [--split even|odd] [--seed N] [--most N]

Two word lists, written apart, make the errors: `words_training` on documents with an even number, `words_held_out` on
those with an odd one. Whoever writes a judge looks at the first alone; figures are reported on the second.
"""
