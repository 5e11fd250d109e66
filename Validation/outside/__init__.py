"""What `recompute.py` is made of: readers, mechanics and checks that share no code with Outpost."""
