"""The one coordinated plan: goals, activities in five tracks, agreements, checks, layout and versions."""
