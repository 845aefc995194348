"""Language packs: words, patterns and corpora as data, and the one reader of them."""
