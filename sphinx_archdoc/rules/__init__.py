"""What a rule is, and what comes of it: findings, suppressions and baselines. Nothing here reads code."""
