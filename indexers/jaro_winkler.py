"""How alike two names are: Jaro (JASA 84, 1989, 414-420) with Winkler's weight for a common beginning (1990)."""

WEIGHT = 0.1  # for each letter of a common beginning, as Winkler gives it
BEGINNING = 4  # letters of it that count


def jaro_winkler(one: str, two: str) -> float:
    """From 0 (nothing in common) to 1 (equal). Two empty names are equal."""
    if one == two:
        return 1.0
    jaro = _jaro(one, two)
    beginning = 0
    for a, b in zip(one[:BEGINNING], two[:BEGINNING], strict=False):
        if a != b:
            break
        beginning += 1
    return jaro + beginning * WEIGHT * (1 - jaro)


def _jaro(one: str, two: str) -> float:
    places = _matched(one, two)
    if not places:
        return 0.0
    common = [two[place] for _, place in places]
    in_order = [two[place] for place in sorted(place for _, place in places)]
    moved = sum(a != b for a, b in zip(common, in_order, strict=True)) / 2
    count = len(places)
    return (count / len(one) + count / len(two) + (count - moved) / count) / 3


def _matched(one: str, two: str) -> list[tuple[int, int]]:
    """(place in one, place in two) of equal letters that are near each other, each letter used once."""
    near = max(max(len(one), len(two)) // 2 - 1, 0)
    free = [True] * len(two)
    places: list[tuple[int, int]] = []
    for i, letter in enumerate(one):
        for k in range(max(0, i - near), min(len(two), i + near + 1)):
            if free[k] and two[k] == letter:
                free[k] = False
                places.append((i, k))
                break
    return places
