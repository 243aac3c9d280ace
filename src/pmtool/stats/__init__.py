"""Statistics of rare events, as pure functions on numbers. SciPy is imported inside the functions that need it.

Nothing in here knows of reviews; `features` brings counts, times and exposures.
"""
