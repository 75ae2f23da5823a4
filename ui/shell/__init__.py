"""The frame of the window: navigation, lock, palette, tasks, errors. The only place that wires pages together."""
