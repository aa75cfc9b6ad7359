"""Answers and verdicts: what a student gave, and how far it is right."""
