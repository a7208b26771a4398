"""Hold statements to account: is each borne out by the passage that it cites?"""
