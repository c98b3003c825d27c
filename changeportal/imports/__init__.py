"""Files to rows to a plan of changes; services carry the plan out."""
