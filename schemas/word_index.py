"""Writes the index of a WordList (capsmodel/word_list.h), for the tables that are compiled in."""

FEWEST = 6  # words; fewer are found as fast without an index


def word_hash(name):
    text = name.encode()
    return len(text) * 7 + text[0] * 31 + text[len(text) // 2] * 11 + text[-1]


def index(names):
    """Returns the slots for the names, or None if they need none."""
    if not FEWEST <= len(names) < 256:
        return None
    size = 8
    while size < 2 * len(names):
        size *= 2
    slots = [0] * size
    for number, name in enumerate(names, 1):
        slot = word_hash(name) % size
        while slots[slot]:
            slot = (slot + 1) % size
        slots[slot] = number
    return slots
