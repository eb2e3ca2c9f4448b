"""Keeping apart what had the same number in two villages: pure, no Django."""

from collections.abc import Collection, Mapping, Sequence


def signs(places: Collection[str]) -> dict[str, str]:
    """The shortest ends of place codes, of three signs or more, that tell the places apart, such as "201" and "202"."""
    longest = max(map(len, places), default=3)
    length = next(n for n in range(3, longest + 1) if len({place[-n:] for place in places}) == len(set(places)))
    return {place: place[-length:].lstrip(".") for place in places}


def kept_apart(
    coming: Mapping[str, Sequence[str]], standing: Collection[str], longest: int
) -> dict[tuple[str, str], str]:
    """Numbers under which things of several places stand in one: (place, number) -> number there.

    `coming` are each place's numbers, `standing` those that are there. A place of which one number meets another's
    takes a sign before all of its numbers, so that household 001 is found under 201-001; the others keep theirs.
    """
    sign = signs(coming)
    taken, found = set(standing), {}
    for unit, numbers in sorted(coming.items()):
        others = taken.union(*(other for name, other in coming.items() if name != unit))
        signed = not others.isdisjoint(numbers)
        for number in numbers:
            wanted = f"{sign[unit]}-{number}" if signed else number
            count = 0
            while len(wanted) > longest or wanted in taken:
                count += 1
                wanted = f"{sign[unit]}-x{count}"
            found[unit, number] = wanted
            taken.add(wanted)
    return found
