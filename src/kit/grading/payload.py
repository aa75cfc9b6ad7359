"""What a check displayed, taken as plain data and nothing more."""

from typing import Any

from kit.exercise.plaindata import NotAnAnswer, checked

Payload = dict[str, Any]


def plain(said: Payload, id: str) -> Payload:
    """Take the known fields, of the known kinds; code of a student might say anything."""
    payload: Payload = {"format": 1, "exercise": id}
    if said.get("widget") is True:
        payload["widget"] = True
    if "answer" not in said:
        return payload | {"problem": _sentence(said.get("problem"))}
    why = said.get("why")
    try:
        answer = checked(said["answer"])
        return payload | {"answer": answer, "why": checked(why) if isinstance(why, str) else ""}
    except NotAnAnswer as error:
        return payload | {"problem": str(error)}


def _sentence(said: object) -> str:
    """Give a problem as a line that can be printed and saved anywhere."""
    text = said if isinstance(said, str) else ""
    plain = "".join(letter if letter.isprintable() else " " for letter in text[:400])
    return " ".join(plain.split()) or "No answer came out of the cell."
