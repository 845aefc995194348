"""The report page: one HTML file that asks nothing of any network, every line tied to its passages."""

from kronika.showing.page.rendering import render

__all__ = ["render"]
