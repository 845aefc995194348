"""What becomes of figures over the reports of a story: their days, how they relate, what policies make of them."""
