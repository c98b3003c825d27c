"""One file for each subject's tables."""
