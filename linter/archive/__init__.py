"""Many reports together: read by several processes, and held against one another."""
