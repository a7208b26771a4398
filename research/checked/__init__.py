"""A citation check as JSON, as annotated HTML and for the terminal, all from one `evidence.checked.Checked`."""
