"""The method of appraisal: pure, exact decimal arithmetic. Specification 07; each module names what it follows."""
