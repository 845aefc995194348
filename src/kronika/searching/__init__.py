"""Search: what is asked becomes a query, and what fits it is told with the passages where it stands."""
