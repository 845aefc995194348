"""Many findings to what belongs together, in one order of steps: reuse, stories, names, days, figures,
statements. No step goes back."""

from kronika.linking.link import Linking, Plan, link, link_story, plan, together
from kronika.linking.report import named, shown_name

__all__ = ["Linking", "Plan", "link", "link_story", "named", "plan", "shown_name", "together"]
