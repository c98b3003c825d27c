"""Savings by month: forecasts, actuals, verification, budget adjustment, closing months, closing a proposal."""
