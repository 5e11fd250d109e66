"""What `orbit.py` is made of: readers and comparisons that share no code with Outpost."""
