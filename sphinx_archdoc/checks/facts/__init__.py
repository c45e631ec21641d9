"""The facts about a project that the rules share; they know no rule and no scope."""
