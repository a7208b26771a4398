"""LaTeX in a BibTeX field to plain text: accents composed, markup undone, nothing else lost.

Not pylatexenc, which takes what follows an unescaped "%" for a comment (many databases write it so), and recurses into
groups, so that nested braces end it. Here one pass reads tokens; braces only tell where an argument ends.
Symbols: the LaTeX Companion's tables of accents, text symbols and Greek letters.
"""

import re
import unicodedata

_TOKEN = re.compile(r"\\([A-Za-z]+)\*?[ \t]*|\\(.)|---?|``|''|[{}~$^_]", re.DOTALL)
_COMBINING = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331",
}  # fmt: skip
_LETTERS = (
    "ALPHA BETA GAMMA DELTA EPSILON ZETA ETA THETA IOTA KAPPA LAMDA MU NU XI OMICRON PI RHO SIGMA TAU UPSILON PHI CHI"
    " PSI OMEGA"
)
_GREEK = {name: unicodedata.lookup(f"GREEK SMALL LETTER {name}") for name in _LETTERS.split()}
_SYMBOLS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł",
    "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~", "lbrace": "{",
    "textasciicircum": "^", "textunderscore": "_", "textdollar": "$", "textquotesingle": "'", "textquotedbl": '"',
    "rbrace": "}", "backslash": "\\", "textasciigrave": "`", "textless": "<", "textgreater": ">", "textbar": "|",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "ldots": "…", "dots": "…", "textellipsis": "…", "textdegree": "°", "textmu": "µ",
    "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "copyright": "©", "pounds": "£", "euro": "€",
    "texteuro": "€", "S": "§", "P": "¶", "dag": "†", "ddag": "‡", "pm": "±", "textpm": "±", "mp": "∓", "times": "×",
    "texttimes": "×", "cdot": "·", "textperiodcentered": "·", "bullet": "•", "div": "÷", "leq": "≤", "le": "≤",
    "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "simeq": "≃", "equiv": "≡",
    "infty": "∞", "rightarrow": "→", "to": "→", "leftarrow": "←", "leftrightarrow": "↔", "uparrow": "↑",
    "downarrow": "↓", "circ": "°", "prime": "′", "ast": "∗", "lt": "<", "gt": ">", "ll": "≪", "gg": "≫",
    "sqrt": "√", "sum": "∑", "partial": "∂", "in": "∈", "quad": " ", "qquad": " ", "space": " ", "slash": "/",
    "newline": " ", "par": " ", "percent": "%", "varepsilon": "ε", "varphi": "φ", "vartheta": "ϑ", "degree": "°",
    "guillemotleft": "«", "guillemotright": "»", "textonehalf": "½", "textordfeminine": "ª", "textordmasculine": "º",
}  # fmt: skip
_GREEK["LAMBDA"] = _GREEK.pop("LAMDA")  # as Unicode spells it
_SYMBOLS |= {name.lower(): letter for name, letter in _GREEK.items()}
_SYMBOLS |= {name.capitalize(): letter.upper() for name, letter in _GREEK.items()}
_SYMBOLS |= {f"text{name.lower()}": letter for name, letter in _GREEK.items()}
_SPACES = frozenset(", ;:\n\t\\")  # \, \; and the like, and a line break
_NOTHING = frozenset("-/!()[]|")  # hyphenation, italic correction, math brackets
_LIGATURES = {"--": "–", "---": "—", "``": "“", "''": "”", "~": " "}
_STYLE_NAMES = (
    "textit textbf textrm texttt textsc textsf textsl textup textnormal emph underline mathrm mathit mathbf mathsf"
    " mathcal mathbb mathnormal text mbox ensuremath it bf rm em sc tt sl sf itshape bfseries upshape scshape small"
    " large tiny normalfont url href textsuperscript textsubscript uppercase lowercase left right displaystyle"
)
_STYLES = frozenset(_STYLE_NAMES.split())
_MATH = re.compile(r"(?<!\\)\$([^$\n]{1,500}?)(?<!\\)\$")
_IS_MATH = re.compile(r"[\\^_=<>+{}]|^\s*[A-Za-z]\s*$|^\s*[-\d.,]+\s*$")


def plain(text: str) -> str:
    """`text` without its LaTeX."""
    if not re.search(r"[\\{}~$`'-]", text):
        return text
    return _Reader(text).read()


class _Reader:
    """One pass over a text; `_accent` waits for the letter that it stands on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._math = {
            place for m in _MATH.finditer(text) if _IS_MATH.search(m[1]) for place in (m.start(), m.end() - 1)
        }
        self._in_math = False
        self._out: list[str] = []
        self._accent = ""

    def read(self) -> str:
        at = 0
        for token in _TOKEN.finditer(self._text):
            self._letters(self._text[at : token.start()])
            self._token(token)
            at = token.end()
        self._letters(self._text[at:])
        self._settle()
        return "".join(self._out)

    def _letters(self, text: str) -> None:
        if self._accent and text:
            text = text.lstrip()
            if text:
                text = unicodedata.normalize("NFC", text[0] + _COMBINING[self._accent]) + text[1:]
                self._accent = ""
        if text:
            self._out.append(text)

    def _settle(self) -> None:
        """An accent that stands on nothing is the character itself: \\^{} is "^"."""
        if self._accent and not self._accent.isalpha():
            self._out.append(self._accent)
        self._accent = ""

    def _token(self, token: re.Match[str]) -> None:
        word, sign = token[1], token[2]
        if word:
            self._command(word, token)
        elif sign:
            self._sign(sign)
        elif token[0] == "}":
            self._settle()
        elif token[0] == "$" and token.start() in self._math:
            self._in_math = not self._in_math
        elif token[0] in "^_":
            self._script(token[0], token.end())
        elif token[0] != "{":
            self._letters(_LIGATURES.get(token[0], token[0]))

    def _command(self, word: str, token: re.Match[str]) -> None:
        if word in _COMBINING:
            self._settle()
            self._accent = word
        elif word in ("i", "j") and self._accent:
            self._letters(word)  # the dotless letters are for accents, which Unicode puts on the dotted ones
        elif word in _SYMBOLS:
            self._letters(_SYMBOLS[word] + (" " if self._in_math and token[0][-1] in " \t" else ""))
        elif word in ("textsuperscript", "textsubscript"):
            self._run_on("^" if word == "textsuperscript" else "_", token.end())
        elif word not in _STYLES and self._text[token.end() : token.end() + 1] != "{":
            self._letters(token[0])  # no LaTeX that is known here: a path, or words

    def _sign(self, sign: str) -> None:
        if sign in _COMBINING:
            self._settle()
            self._accent = sign
        elif sign in _SPACES:
            self._letters(" ")
        elif sign not in _NOTHING:
            self._letters(sign)

    def _script(self, mark: str, end: int) -> None:
        if self._in_math:
            self._run_on(mark, end)
        else:
            self._letters(mark)

    def _run_on(self, mark: str, end: int) -> None:
        """A raised or lowered text is set off only where a number would run into another (indexers.pubmed.markup)."""
        before = next((part[-1] for part in reversed(self._out) if part), "")
        if before.isdecimal() and re.match(r"\{?\s*[-+−]?\s*\d", self._text[end : end + 12]):
            self._letters(mark)
