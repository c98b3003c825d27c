"""The outside world behind small protocols: clock, mail, queue, storage, scanner."""
