"""Many findings to what belongs together, in one order of steps: reuse, stories, names, days, figures,
statements. No step goes back."""

from kronika.linking.link import link
from kronika.linking.report import named

__all__ = ["link", "named"]
