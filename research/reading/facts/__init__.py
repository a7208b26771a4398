"""The facts of a study as its own words state them: who and how many, where, how long, paid by whom, registered how.

`study.facts_of` reads a document, `same.same_studies` tells reports of one trial. One file reads one fact; each returns
words located in the text, or None: an empty cell is fine, a wrong one is not.
"""
