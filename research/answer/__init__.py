"""The short answer that heads a report: what the quoted statements say together, or why that is not said."""
