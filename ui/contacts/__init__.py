"""The room of contacts: talks, deadlines, wishes and outreach of one citizen, and the meeting mode."""
