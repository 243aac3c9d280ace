"""Legal and contractual clocks: the table (data), and the engine that turns facts into deadlines.

Knows nothing of reviews, files or configuration: facts, settings and a team's own clocks come in as values.
Nothing here is legal advice.
"""

DISCLAIMER = "not legal advice"
