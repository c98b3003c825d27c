"""The gateways area: submitting, checking, deciding, reading what was frozen."""
