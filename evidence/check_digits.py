"""Check digits: they tell a person's number from any other number of that length."""


def is_nhs_number(digits: str) -> bool:
    """Ten digits: weights 10 to 2, modulo 11 (NHS Data Dictionary, "NHS number"). Scotland's CHI number has the same."""
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    check = 11 - total % 11
    return len(digits) == 10 and len(set(digits)) > 1 and check % 11 == int(digits[9]) and check != 10


def is_kvnr(number: str) -> bool:
    """A letter and nine digits: the letter counts as two digits, weights 1 and 2 by turns, digit sums, modulo 10.

    German health insurance number, the part that never changes (section 290 SGB V; GKV-Spitzenverband).
    """
    letter = f"{ord(number[0].upper()) - ord('A') + 1:02d}"
    products = [int(digit) * (1 + place % 2) for place, digit in enumerate(letter + number[1:9])]
    return sum(product // 10 + product % 10 for product in products) % 10 == int(number[9])
