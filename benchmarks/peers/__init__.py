"""Other engines and ours over the same planted errors: who notices? See README.md.

The drivers of the others run in environments of their own, so what is here uses the standard library alone, but for
`ours` and `table`.
"""
