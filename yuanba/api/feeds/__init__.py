"""What happens in a place, for a feed reader (Atom) and for a calendar (iCalendar), in either language."""
