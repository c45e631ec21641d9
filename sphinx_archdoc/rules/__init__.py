"""What a rule is, and what it results in: findings, suppressions and baselines. Nothing here reads code."""
