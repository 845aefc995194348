"""Events: who did what to whom, from verbs and nouns with their arguments in the tree."""
