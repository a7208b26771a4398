"""How references are printed: Vancouver and AMA by hand, any other style from a CSL file."""
