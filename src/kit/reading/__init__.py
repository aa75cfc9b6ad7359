"""Analysis: pure functions on tables of statements, claims, arguments and ratings.

Every function takes frames and gives frames (or a number); column names are
keyword arguments; an empty table gives an empty answer of the same shape. The
formulas, each with a case worked by hand and its source, are in
``docs/methods.md``; the same cases are the tests.
"""
