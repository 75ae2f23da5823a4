"""The time line of a plan: tracks below each other, bars and milestones on days."""

from ui.kit.timeline.data import TimelineBar, TimelineMilestone, TimelineRow
from ui.kit.timeline.view import Timeline

__all__ = ["Timeline", "TimelineBar", "TimelineMilestone", "TimelineRow"]
