"""When libvirt came to know a word, as the tables here write it: `>9.0` or `8.5`."""


def release(text):
    return tuple(int(part) for part in text.split("."))


class Since:
    """After release `after`, in release `by` or before it. Both are None for a word of the first
    release that was read or before. A word that is unlisted is in no schema."""

    def __init__(self, after=None, by=None, is_unlisted=False):
        self.after, self.by, self.is_unlisted = after, by, is_unlisted

    def is_known_to(self, release_asked):
        """True, False, or None if it is not certain. `release_asked` is a tuple, as (9, 0)."""
        if self.by is None or release_asked >= self.by:
            return True
        return False if release_asked <= self.after else None


def parse(mark, releases):
    """Returns the Since of a mark, empty for none. `releases` are those that were read, ascending.
    Raises a ValueError if nothing that was read is near."""
    if not mark:
        return Since()
    if mark == "unlisted":
        return Since(is_unlisted=True)
    if not mark.startswith(">"):
        exact = release(mark)
        return Since((exact[0], exact[1] - 1) if exact[1] > 0 else (exact[0] - 1, 10), exact)
    after = release(mark[1:])
    if after not in releases[:-1]:
        raise ValueError(f"no schema of {mark[1:]}, or none after it, was read")
    return Since(after, releases[releases.index(after) + 1])


def as_cc(known_since):
    """Returns it as an initializer of capsmodel's Since."""
    def release_cc(one):
        return "{%d, %d}" % one if one else "{}"
    return "{%s, %s}" % (release_cc(known_since.after), release_cc(known_since.by)) \
        if known_since.by else "{}"
