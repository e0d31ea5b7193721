"""Bringing files in: folders, archives, crawls, books."""
