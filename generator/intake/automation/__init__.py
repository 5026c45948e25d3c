"""Files with which a journal publishes itself: workflows of forges, units of servers."""
