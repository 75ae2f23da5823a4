"""The screening (visitation) of a citizen: steps, advice, what is missing, the decision."""
