"""Print (Udskriv): a true preview of what will lie on the table, paper, and the copy in the journal."""
