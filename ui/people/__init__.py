"""The pages of people: the list of citizens, intake, import, and the overview of one citizen."""
