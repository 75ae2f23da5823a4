"""Contact deadlines: rule packs as data, a pure engine over facts, and the reasons for every date."""
