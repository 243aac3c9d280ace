"""What the verbs do: functions over a corpus that return data and never print."""
