"""What is done about findings that somebody does not want to see: entries with reasons, comments, and a baseline."""
