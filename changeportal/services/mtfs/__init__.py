"""The MTFS: versions with their lines, prepared by one person and published by another; years that Council has set."""
