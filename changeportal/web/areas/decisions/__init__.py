"""The decisions area: the register, one decision, conditions, the forward plan."""
