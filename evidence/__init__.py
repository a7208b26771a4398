"""What is known: the values, the store and the policies that every other room speaks."""
