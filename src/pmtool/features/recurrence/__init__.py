"""`pm recurrence`: whether a problem comes back less often, more often, or whether nobody can tell yet."""
