"""Submissions in, grades out: collect, judge, report."""
