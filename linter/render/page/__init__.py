"""The page of the output `html`: what a report becomes in it, its templates, its style and its script."""
