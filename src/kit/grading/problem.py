"""What keeps grading from beginning."""


class GradeError(Exception):
    """Grading cannot begin; the message says what is wrong and what to do."""
