"""Words before a full stop that are abbreviations, by what may follow them without a new sentence beginning.

Lower-case, without the final stop. Collected from the disagreements with the first halves of SciFact and HealthVer.
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Something always follows: a full stop after one of these never ends a sentence.
NEVER_LAST = _set("vs v.s e.g eg i.e ie cf viz approx ca dr mr mrs ms prof st mt fig figs ref refs eq eqs resp")

# A number may follow: "no. 5", "vol. 12", "Jan. 3".
BEFORE_NUMBER = _set(
    "no nos nr vol pp p ch chap sec sect art tab suppl ed para jan feb mar apr jun jul aug sep sept oct nov dec"
)

# A name may follow ("et al. Lancet", "Merck Inc. Whitehouse"), but also a new sentence.
MAY_BE_LAST = _set("al inc ltd co corp jr sr ssp subsp var dept univ")

# Words that a name or a unit rarely begins with: after an initial or an abbreviation they open a sentence.
STARTERS = _set(
    """a additionally after all also although among an and another any as at based because besides between both but by
    clinical compared consequently consistent conversely data despite determine during each early evidence finally
    findings first for four from further furthermore given he her here hence his how however if importantly in indeed
    instead interestingly interpretation introduction is it its later less limitations many methods more moreover most
    multiple nevertheless no notably of on once one only other our outcome outcomes over overall participants patients
    previous primary rather recent recently results second secondly several she similarly since six so some studies
    subsequently such surprisingly ten that the their then there thereby therefore these they third this those three
    through thus to together two under unexpectedly unlike until using we what when where whereas whether which while
    who with within without aim aims background conclusion conclusions context design discussion findings importance
    main measurements objective objectives purpose result setting subjects"""
)

# After these an isolated capital is a name ("by J. Smith"); after other plain words a thing ("vitamin D", "group A").
INITIAL_AFTER = _set("by and from of with to in & the")
