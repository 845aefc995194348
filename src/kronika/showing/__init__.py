"""Showing: records become what people and programs read."""
