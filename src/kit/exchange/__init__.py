"""Open formats of the field, in and out.

What a reader could not take is in ``frame.attrs["left_out"]``, one sentence
each, and in one warning; what a writer could not write is what it returns.
Nothing is dropped in silence. A file that cannot be read at all raises an
`ExchangeError` that names the file, what is wrong and what is allowed.
"""

from kit.exchange.report import ExchangeError, LeftOutWarning

__all__ = ["ExchangeError", "LeftOutWarning"]
