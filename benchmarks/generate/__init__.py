"""PubMed-like baseline and update files for any number of records: `python -m benchmarks.generate OUT`."""
