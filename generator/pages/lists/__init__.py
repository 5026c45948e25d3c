"""Pages that gather entries: lists, boards, months, home, search."""
