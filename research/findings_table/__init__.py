"""The summary of findings: for each cited document what it states on the outcome asked about, located, or nothing."""
