"""What every room stands on: errors, clock, ids, places, words, dates and Danish numbers."""
