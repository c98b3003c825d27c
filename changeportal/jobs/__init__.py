"""The background side: tasks, schedule, worker."""
