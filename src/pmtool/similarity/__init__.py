"""How alike reviews are, as pure functions on texts and words. Nothing in here reads files.

A review becomes weighted terms (`terms`, `fields`): stems of its words, more for the title and the causes than for the
timeline; concepts, where different words say the same (the factor catalogue, a team's synonyms); and its declared
factors, services and model as terms of their own. `likeness` compares two of them in the way of BM25.
"""
